using System.Text;
using Falco.Rules.Diagnostics;

namespace Falco.Rules.Loading;

/// <summary>Writes a condition with its exceptions. The result is parsed like any condition, so that lists in values are expanded.</summary>
internal static class ExceptionText
{
    /// <summary>Writes the condition.</summary>
    /// <param name="condition">The condition without exceptions.</param>
    /// <param name="exceptions">The exceptions.</param>
    /// <param name="fields">Receives the fields of the exceptions that have values.</param>
    /// <param name="report">Where problems are reported.</param>
    public static string Build(string condition, IReadOnlyList<RuleException> exceptions, ISet<string> fields, LoadReport report)
    {
        StringBuilder text = new("(" + condition + ")");
        foreach (RuleException exception in exceptions)
        {
            string except = exception.Fields.Items is { } several
                ? BuildSeveral(exception, several, fields, report)
                : BuildSingle(exception, fields, report);
            if (except.Length > 0)
                text.Append(" and not ").Append(except);
        }

        return text.ToString();
    }

    /// <summary>Quotes a text that contains a blank; there is no escaping, as in the reference.</summary>
    public static string Quote(string text) => text.Contains(' ') && text[0] is not ('"' or '\'') ? $"\"{text}\"" : text;

    private static string BuildSingle(RuleException exception, ISet<string> fields, LoadReport report)
    {
        if (exception.Values.Count == 0)
            return "";
        if (exception.Values.Exists(value => value.Items is not null))
            report.Fail(DiagnosticCode.Validate, "Expected values array to contain a list of strings", exception.Context);
        fields.Add(exception.Fields.Text);
        string values = string.Join(", ", exception.Values.Select(value => Quote(value.Text)));
        return $"({exception.Fields.Text} {exception.Comparisons.Text} ({values}))";
    }

    private static string BuildSeveral(
        RuleException exception, IReadOnlyList<ExceptionEntry> several, ISet<string> fields, LoadReport report)
    {
        if (exception.Values.Count == 0)
            return "";
        List<string> alternatives = [];
        foreach (ExceptionEntry values in exception.Values)
        {
            if (values.List.Count != several.Count)
            {
                report.Fail(DiagnosticCode.Validate, "Fields and values lists must have equal length", exception.Context);
                return "";
            }

            fields.UnionWith(several.Select(name => name.Text));
            alternatives.Add("(" + string.Join(" and ", several.Select((name, i) => BuildCheck(exception, name.Text, i, values.List[i]))) + ")");
        }

        return "(" + string.Join(" or ", alternatives) + ")";
    }

    private static string BuildCheck(RuleException exception, string name, int place, ExceptionEntry value)
    {
        // An exception that was replaced is taken as it is, even without comparisons.
        string comparison = place < exception.Comparisons.List.Count ? exception.Comparisons.List[place].Text : "";
        string right = value.Items is { } items ? $"({string.Join(", ", items.Select(item => Quote(item.Text)))})"
            : !ComparisonText.TakesList(comparison) ? Quote(value.Text)
            : value.Text.StartsWith('(') ? value.Text
            : $"({value.Text})";
        return $" {name} {comparison} {right}";
    }
}
