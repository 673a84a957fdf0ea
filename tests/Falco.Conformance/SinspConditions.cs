using Falco.Core.Fields;
using Falco.Core.State;
using Falco.Rules.Compilation;
using Falco.Rules.Language;

namespace Falco.Conformance;

/// <summary>Conditions over real events, as the reference answered or refused them.</summary>
internal sealed class SinspConditions(Differences differences) : SinspGrader(differences, "filter", "compile")
{
    private readonly FieldScratch _scratch = new();

    /// <summary>Binds a condition as the replayed tests do.</summary>
    public static BindingResult? Bind(FieldCatalog fields, byte[] expression, out string? error)
    {
        if (!ConditionParser.TryParse(expression, ConditionParserOptions.Default, out var condition, out SourcePosition end, out error))
        {
            error = $"filter error at index {end.Offset}, line {end.Line}, column {end.Column}: {error}";
            return null;
        }

        BindingResult result = ConditionBinder.Bind(condition, fields);
        error = result.Error;
        return result;
    }

    public override void Grade(in HostEvent current, RecordedOperation question, SinspReplay replay)
    {
        string where = $"{question} {question.Text("expr") ?? question.Text("expr_hex")}";
        BindingResult? result = Bind(replay.Fields, question.Bytes("expr")!, out string? error);
        Differences.Compare(where, question.Text("error"), error);
        if (question.Kind == "compile" && result is not null)
        {
            Differences.Compare(where, FilterCompile.Print(question.Data.GetProperty("warnings")), string.Join('\n', result.Warnings.Select(FilterCompile.Print)));
            return;
        }

        if (question.Kind == "filter" && result?.Condition is { } condition)
        {
            _scratch.Reset();
            bool actual = ConditionInterpreter.Evaluate(condition, in current, _scratch);
            Differences.Compare(where, question.Flag("result").ToString(), actual.ToString());
            Differences.Compare($"{where}, compiled", "", string.Join(' ', CompiledCondition.Disagreeing(condition, in current, replay.Host, actual)));
        }
    }
}
