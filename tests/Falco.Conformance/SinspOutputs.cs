using System.Text.Json;
using Falco.Core.Fields;
using Falco.Core.State;
using Falco.Rules.Compilation;
using Falco.Rules.Engine;

namespace Falco.Conformance;

/// <summary>Output texts, filled in with the fields of real events.</summary>
internal sealed class SinspOutputs(Differences differences) : SinspGrader(differences, "format", "resolve")
{
    private readonly FieldScratch _scratch = new();

    public override void Grade(in HostEvent current, RecordedOperation question, SinspReplay replay)
    {
        string text = question.Text("fmt")!;
        string where = $"{question} {text}";
        if (!OutputFormat.TryParse(text, replay.Fields, out OutputFormat? format, out string? error) || question.Text("error") is not null)
        {
            Differences.Compare(where, question.Text("error"), error);
            return;
        }

        _scratch.Reset();
        bool isWhole = format.TryFormat(in current, _scratch, out string output);
        Differences.Compare(where, question.Flag("ok").ToString(), isWhole.ToString());
        if (question.Text("mode") == "normal")
            Differences.Compare(where, question.Text("value"), output);
        else
            CompareFields(where, question, format.ReadFields(in current, _scratch));
    }

    // Values of transformers, which the reference can list as well, are no part of alerts.
    private void CompareFields(string where, RecordedOperation question, IReadOnlyList<AlertField> actual)
    {
        Dictionary<string, string?> expected = question.Kind == "resolve"
            ? question.Data.GetProperty("values").EnumerateArray()
                .ToDictionary(pair => pair.GetProperty("k").GetString()!, pair => pair.GetProperty("v").GetString())
            : JsonElement.Parse(question.Text("value")!).EnumerateObject().ToDictionary(field => field.Name, field => (string?)field.Value.ToString());
        foreach ((string name, string? value) in expected)
        {
            if (!name.Contains('(', StringComparison.Ordinal))
                Differences.Compare($"{where} {name}", value, actual.SingleOrDefault(field => field.Name == name).Value?.ToString());
        }
    }
}
