using System.Text.Json;
using Falco.Core.Fields;
using Falco.Core.State;
using Falco.Rules.Compilation;
using Falco.Rules.Engine;
using Falco.Rules.Language;

namespace Falco.Conformance;

/// <summary>Conditions and outputs over real events, as the reference answered them.</summary>
public sealed class SinspConditions
{
    private readonly FieldCatalog _fields = FieldCatalog.For("syscall");
    private readonly FieldScratch _scratch = new();
    private readonly Differences _differences = new();

    [Fact]
    public void Conditions_hold_on_the_recorded_events_or_fail_as_recorded()
    {
        Replay((in HostEvent current, RecordedOperation question) =>
        {
            if (question.Kind is not ("filter" or "compile"))
                return;
            string where = $"{question} {question.Text("expr") ?? question.Text("expr_hex")}";
            BoundNode? condition = Bind(question.Bytes("expr")!, out IReadOnlyList<BindingWarning> warnings, out string? error);
            _differences.Compare(where, question.Text("error"), error);
            if (question.Kind == "compile")
                _differences.Compare(where, FilterCompile.Print(question.Data.GetProperty("warnings")), string.Join('\n', warnings.Select(FilterCompile.Print)));
            if (condition is not null && question.Kind == "filter")
            {
                string actual = ConditionInterpreter.Evaluate(condition, in current, _scratch).ToString();
                _differences.Compare(where, question.Flag("result").ToString(), actual);
            }
        });
    }

    [Fact]
    public void Outputs_are_filled_in_as_recorded()
    {
        Replay((in HostEvent current, RecordedOperation question) =>
        {
            if (question.Kind is not ("format" or "resolve"))
                return;
            string text = question.Text("fmt")!;
            string where = $"{question} {text}";
            if (!OutputFormat.TryParse(text, _fields, out OutputFormat? format, out string? error))
            {
                _differences.Compare(where, question.Text("error"), error);
                return;
            }

            bool isWhole = format.TryFormat(in current, _scratch, out string output);
            _differences.Compare(where, question.Flag("ok").ToString(), isWhole.ToString());
            bool isText = question.Text("mode") == "normal";
            if (isText)
                _differences.Compare(where, question.Text("value"), output);
            else
                CompareFields(where, question, format.ReadFields(in current, _scratch));
        });
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
                _differences.Compare($"{where} {name}", value, actual.SingleOrDefault(field => field.Name == name).Value?.ToString());
        }
    }

    private BoundNode? Bind(byte[] expression, out IReadOnlyList<BindingWarning> warnings, out string? error)
    {
        if (!ConditionParser.TryParse(expression, ConditionParserOptions.Default, out var condition, out SourcePosition end, out error))
        {
            warnings = [];
            error = $"filter error at index {end.Offset}, line {end.Line}, column {end.Column}: {error}";
            return null;
        }

        BindingResult result = ConditionBinder.Bind(condition, _fields);
        warnings = result.Warnings;
        error = result.Error;
        return result.Condition;
    }

    private void Replay(SinspReplay.Question ask)
    {
        foreach (IReadOnlyList<RecordedOperation> recording in RecordedOperation.ReadAll("sinsp"))
        {
            new SinspReplay(recording).Run(
                (in HostEvent current, RecordedOperation question) =>
                {
                    _scratch.Reset();
                    if (IsGraded(question))
                        ask(in current, question);
                },
                _ => { });
        }

        _differences.AssertNone();
    }

    private static bool IsGraded(RecordedOperation operation) =>
        !operation.Data.TryGetProperty("replay", out JsonElement replay) || replay.GetBoolean();
}
