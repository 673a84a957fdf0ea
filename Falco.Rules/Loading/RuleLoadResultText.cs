using System.Globalization;
using System.Text;
using Falco.Rules.Diagnostics;

namespace Falco.Rules.Loading;

/// <summary>Prints load results as the reference does.</summary>
public static class RuleLoadResultText
{
    private const string Rule = "------\n";

    /// <summary>Prints a result in a few words: one line, and one each for schema, errors and warnings.</summary>
    public static string WriteSummary(RuleLoadResult result)
    {
        StringBuilder text = Head(result);
        if (result.SchemaWarnings is { Count: > 0 } schema)
            text.Append(CultureInfo.InvariantCulture, $"\n {schema.Count} schema warnings: [{string.Join(' ', schema)}]");
        AppendSummary(text, result.Errors, "errors");
        AppendSummary(text, result.Warnings, "warnings");
        return text.ToString();
    }

    /// <summary>Prints a result with the place of each diagnostic.</summary>
    public static string Write(RuleLoadResult result)
    {
        StringBuilder text = Head(result);
        if (result.SchemaWarnings is { Count: > 0 } schema)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{schema.Count} Schema warnings:\n");
            foreach (string warning in schema)
                text.Append(Rule).Append(warning).Append('\n');
            text.Append(Rule);
        }

        Append(text, result.Errors, "Errors");
        Append(text, result.Warnings, "Warnings");
        return text.ToString();
    }

    private static StringBuilder Head(RuleLoadResult result)
    {
        string status = !result.IsSuccessful ? "Invalid" : result.Warnings.Count > 0 ? "Ok, with warnings" : "Ok";
        return new StringBuilder(result.Name.Length > 0 ? result.Name + ": " : "").Append(status);
    }

    private static void AppendSummary(StringBuilder text, IReadOnlyList<Diagnostic> diagnostics, string kind)
    {
        if (diagnostics.Count == 0)
            return;
        text.Append(CultureInfo.InvariantCulture, $"\n {diagnostics.Count} {kind}: [");
        text.AppendJoin(' ', diagnostics.Select(diagnostic => $"{diagnostic.Code} ({diagnostic.Title})")).Append(']');
    }

    private static void Append(StringBuilder text, IReadOnlyList<Diagnostic> diagnostics, string kind)
    {
        if (diagnostics.Count == 0)
            return;
        text.Append(CultureInfo.InvariantCulture, $"\n{diagnostics.Count} {kind}:\n");
        foreach (Diagnostic diagnostic in diagnostics)
        {
            text.Append("In ").AppendJoin("\n    ", diagnostic.Locations).Append('\n');
            text.Append(Rule).Append(diagnostic.Snippet).Append(Rule).Append(diagnostic).Append('\n');
        }
    }
}
