using System.Text.Json;
using Falco.Core.State;

namespace Falco.Conformance;

/// <summary>The events themselves: whether they are shown, and their thread and descriptor.</summary>
internal sealed class SinspEvents(Differences differences) : SinspGrader(differences, "event")
{
    public override void Grade(in HostEvent current, RecordedOperation question, SinspReplay replay)
    {
        JsonElement data = question.Data;
        string where = $"{question} {question.Text("name")}";
        string result = replay.Passes(in current) || question.Flag("async") ? "ok" : "filtered";
        Differences.Compare($"{where} result", question.Text("result"), result);
        if (question.Text("result") != "ok")
            return;
        Differences.Compare($"{where} number", data.GetProperty("num").ToString(), $"{current.Number}");
        JsonElement thread = data.GetProperty("thread");
        Differences.Compare($"{where} thread", thread.ValueKind == JsonValueKind.Null ? null : thread.ToString(), current.Thread is { } known ? $"{known.ThreadId}" : null);
        JsonElement descriptor = data.GetProperty("fdinfo");
        Dictionary<string, string> expected = descriptor.ValueKind == JsonValueKind.Object ? SinspRecords.Read(descriptor) : [];
        Dictionary<string, string> actual = current.Descriptor is { } open ? SinspRecords.Describe(open) : [];
        Differences.CompareRows($"{where} descriptor", expected, actual, isWholeRow: false);
    }
}
