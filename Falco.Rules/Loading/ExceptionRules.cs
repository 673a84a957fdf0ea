using System.Text;
using Falco.Core.Fields;
using Falco.Rules.Compilation;
using Falco.Rules.Diagnostics;
using Falco.Rules.Language;

namespace Falco.Rules.Loading;

/// <summary>What exceptions may look like, and how they are merged.</summary>
internal static class ExceptionRules
{
    /// <summary>Fills in comparisons that are left out, and checks fields and comparisons.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="fields">The fields of the rule's source; <see langword="null"/> leaves them unchecked.</param>
    /// <param name="report">Where problems are reported.</param>
    public static void Complete(RuleException exception, IFieldResolver? fields, LoadReport report)
    {
        if (exception.Fields.Items is { } several)
            CompleteSeveral(exception, several, fields, report);
        else
            CompleteSingle(exception, fields, report);
    }

    /// <summary>Adds an exception to a rule, or values to one that the rule has.</summary>
    public static void Append(RuleDefinition rule, RuleException exception, IFieldResolver? fields, LoadReport report)
    {
        RuleException? previous = rule.Exceptions.Find(known => known.Name == exception.Name);
        if (previous is null)
        {
            FailIf(!exception.Fields.IsPresent, "Rule exception must have fields property with a list of fields");
            FailIf(exception.Values.Count == 0, "Rule exception must have values property with a list of values");
            Complete(exception, fields, report);
            if (!report.HasFailed)
                rule.Exceptions.Add(exception);
            return;
        }

        FailIf(exception.Fields.IsPresent, "Can not append exception fields to existing exception, only values");
        FailIf(exception.Comparisons.IsPresent, "Can not append exception comps to existing exception, only values");
        if (!report.HasFailed)
            previous.Values.AddRange(exception.Values);

        void FailIf(bool isWrong, string message)
        {
            if (isWrong)
                report.Fail(DiagnosticCode.Validate, message, exception.Context);
        }
    }

    private static void CompleteSeveral(
        RuleException exception, IReadOnlyList<ExceptionEntry> several, IFieldResolver? fields, LoadReport report)
    {
        if (!exception.Comparisons.IsPresent)
            exception.Comparisons = new ExceptionEntry("", [.. several.Select(_ => new ExceptionEntry("=", null))]);
        exception.Comparisons = exception.Comparisons with { Items = [.. exception.Comparisons.List.Select(Trim)] };
        if (several.Count != exception.Comparisons.List.Count)
            report.Fail(DiagnosticCode.Validate, "Fields and comps lists must have equal length", exception.Context);
        foreach (ExceptionEntry comparison in exception.Comparisons.List)
        {
            if (!ComparisonText.IsOperator(comparison.Text) && !ComparisonText.HasModifier(comparison.Text))
                report.Fail(DiagnosticCode.Validate, $"'{comparison.Text}' is not a supported comparison operator", exception.Context);
        }

        foreach (ExceptionEntry name in several)
            CheckField(name.Text, exception, fields, report);
    }

    private static void CompleteSingle(RuleException exception, IFieldResolver? fields, LoadReport report)
    {
        if (!exception.Comparisons.IsPresent)
            exception.Comparisons = new ExceptionEntry("in", null);
        if (exception.Comparisons.Items is not null)
            report.Fail(DiagnosticCode.Validate, "Fields and comps must both be strings", exception.Context);
        exception.Comparisons = Trim(exception.Comparisons);
        if (!ComparisonText.TakesList(exception.Comparisons.Text))
        {
            const string Message = "When fields is a single value, comps must be one of (in, pmatch, intersects) or a modifier operator (e.g. startswith oneof)";
            report.Fail(DiagnosticCode.Validate, Message, exception.Context);
        }

        CheckField(exception.Fields.Text, exception, fields, report);
    }

    private static void CheckField(string name, RuleException exception, IFieldResolver? fields, LoadReport report)
    {
        if (fields is not null && !CanBeCompared(name, fields))
            report.Fail(DiagnosticCode.Validate, $"'{name}' is not a supported filter field", exception.Context);
    }

    private static bool CanBeCompared(string name, IFieldResolver fields)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(name);
        return ConditionParser.TryParseOperand(utf8, ConditionParserOptions.Default, out OperandNode? operand, out int consumed, out _)
            && consumed == utf8.Length
            && OperandBinder.TryBind(operand, fields, out _, out _);
    }

    private static ExceptionEntry Trim(ExceptionEntry entry) => entry with { Text = entry.Text.Trim(' ', '\t', '\r', '\n') };
}
