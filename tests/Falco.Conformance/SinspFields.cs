using System.Text;
using Falco.Core.Fields;
using Falco.Core.State;

namespace Falco.Conformance;

/// <summary>The fields that the reference's state tests asked for.</summary>
internal sealed class SinspFields(Differences differences) : SinspGrader(differences, "field")
{
    private readonly FieldScratch _scratch = new();

    public override void Grade(in HostEvent current, RecordedOperation question, SinspReplay replay)
    {
        string name = question.Text("name")!;
        string where = $"{question} {name}";
        if (!FieldText.TryResolve(replay.Fields, name, out Field? field, out string? error))
        {
            Differences.Compare(where, question.Text("error"), error);
            return;
        }

        _scratch.Reset();
        string? actual = field.TryRead(in current, _scratch, out FieldValue value) ? FieldJson.Text(in value) : null;
        byte[]? expected = question.Flag("present") ? question.Bytes("value") : null;
        Differences.Compare(where, expected is null ? null : Encoding.UTF8.GetString(expected), actual);
    }
}
