using System.Text;
using Falco.Rules.Diagnostics;

namespace Falco.Rules.Loading;

/// <summary>Turns exceptions into text of the condition language, so that lists in their values expand like those of conditions.</summary>
internal static class ExceptionText
{
    /// <summary>The condition with the rule's exceptions.</summary>
    public static string Append(RuleDefinition rule, LoadReport report)
    {
        StringBuilder exceptions = new();
        foreach (ExceptionDefinition exception in rule.Exceptions)
        {
            if (exception.Values.Count == 0 || exception.Fields is not { } fields)
                continue;
            exceptions.Append(" and not ");
            if (fields.IsList)
                AppendTuples(exceptions, exception, fields, report);
            else
                AppendSingle(exceptions, exception, fields, report);
        }

        return exceptions.Length == 0 ? rule.Condition : $"({rule.Condition}){exceptions}";
    }

    private static void AppendSingle(StringBuilder text, ExceptionDefinition exception, ExceptionEntry field, LoadReport report)
    {
        text.Append('(').Append(field.Text).Append(' ').Append(ExceptionValidator.Trim(exception.Comparisons?.Text)).Append(" (");
        for (int i = 0; i < exception.Values.Count; i++)
        {
            ExceptionEntry value = exception.Values[i];
            if (value.IsList)
                report.Fail(DiagnosticCode.Validate, "Expected values array to contain a list of strings", value.Context);
            text.Append(i > 0 ? ", " : "").Append(Quoted(value.Text ?? ""));
        }

        text.Append("))");
    }

    private static void AppendTuples(StringBuilder text, ExceptionDefinition exception, ExceptionEntry fields, LoadReport report)
    {
        text.Append('(');
        for (int i = 0; i < exception.Values.Count; i++)
        {
            ExceptionEntry tuple = exception.Values[i];
            if (!tuple.IsList || tuple.Items.Count != fields.Items.Count)
            {
                report.Fail(DiagnosticCode.Validate, "Fields and values lists must have equal length", tuple.Context);
                return;
            }

            text.Append(i > 0 ? " or (" : "(");
            for (int k = 0; k < fields.Items.Count; k++)
            {
                string comparison = exception.Comparisons is { IsList: true } comparisons && k < comparisons.Items.Count
                    ? ExceptionValidator.Trim(comparisons.Items[k].Text)
                    : "";
                text.Append(k > 0 ? " and " : "").Append(' ').Append(fields.Items[k].Text).Append(' ').Append(comparison).Append(' ');
                AppendValue(text, tuple.Items[k], comparison);
            }

            text.Append(')');
        }

        text.Append(')');
    }

    private static void AppendValue(StringBuilder text, ExceptionEntry value, string comparison)
    {
        if (value.IsList)
        {
            text.Append('(').AppendJoin(", ", value.Items.Select(item => Quoted(item.Text ?? ""))).Append(')');
            return;
        }

        string quoted = Quoted(value.Text ?? "");
        bool needsList = ExceptionValidator.IsListOperator(comparison) && !quoted.StartsWith('(');
        text.Append(needsList ? $"({quoted})" : quoted);
    }

    /// <summary>A value with a blank needs quotes, unless it has some.</summary>
    public static string Quoted(string value) =>
        value.Contains(' ', StringComparison.Ordinal) && value[0] is not ('"' or '\'') ? $"\"{value}\"" : value;
}
