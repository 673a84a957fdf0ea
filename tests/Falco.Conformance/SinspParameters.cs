using System.Text;
using System.Text.Json;
using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Core.State;

namespace Falco.Conformance;

/// <summary>Single parameters of events: their bytes, and their two texts.</summary>
internal sealed class SinspParameters(Differences differences) : SinspGrader(differences, "param", "param_str")
{
    private readonly FieldScratch _scratch = new();

    public override void Grade(in HostEvent current, RecordedOperation question, SinspReplay replay)
    {
        string name = question.Text("name")!;
        string where = $"{question} {name}";
        int index = current.Event.Info.IndexOf(Encoding.UTF8.GetBytes(name));
        if (question.Data.TryGetProperty("id", out JsonElement id))
            Differences.Compare($"{where} index", id.ToString(), $"{index}");
        if (question.Kind == "param")
        {
            ParameterInfo parameter = current.Event.Info.Parameters[index];
            Differences.Compare($"{where} type", question.Data.GetProperty("type").ToString(), $"{(int)parameter.Type}");
            Differences.Compare(where, question.Text("hex"), Convert.ToHexStringLower(current.Event.GetBytes(index)));
            return;
        }

        _scratch.Reset();
        Utf8Composer raw = new(_scratch);
        ParameterText.AppendRaw(in current, index, ref raw);
        Differences.Compare($"{where} raw", question.Text("raw"), Encoding.UTF8.GetString(raw.Finish()));
        _scratch.Reset();
        Utf8Composer resolved = new(_scratch);
        ParameterText.AppendResolved(in current, index, ref resolved);
        Differences.Compare($"{where} resolved", question.Text("resolved"), Encoding.UTF8.GetString(resolved.Finish()));
    }
}
