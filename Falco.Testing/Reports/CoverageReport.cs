using System.Globalization;
using System.Text;
using System.Text.Json;
using Falco.Testing.Coverage;

namespace Falco.Testing.Reports;

/// <summary>Coverage of conditions for people and for machines.</summary>
public static class CoverageReport
{
    private const int MaxText = 100;

    /// <summary>Writes a line for each rule, and below it the comparisons that were never true or never false.</summary>
    public static string Write(ConditionCoverage coverage)
    {
        ArgumentNullException.ThrowIfNull(coverage);
        StringBuilder text = new();
        foreach (RuleCoverage rule in coverage.Rules)
        {
            text.Append(CultureInfo.InvariantCulture, $"{rule.Rule}: {rule.Seen} of {rule.Possible} outcomes\n");
            foreach (PredicateCoverage predicate in rule.Predicates.Where(static predicate => predicate.Outcomes < 2))
                Append(text, predicate);
        }

        return text.Append(CultureInfo.InvariantCulture, $"Coverage of conditions: {coverage.Percent:0.0} %\n").ToString();
    }

    internal static void Write(Utf8JsonWriter json, ConditionCoverage coverage)
    {
        json.WriteStartObject("coverage");
        json.WriteNumber("percent", Math.Round(coverage.Percent, 2));
        json.WriteStartArray("rules");
        foreach (RuleCoverage rule in coverage.Rules)
        {
            json.WriteStartObject();
            json.WriteString("rule", rule.Rule);
            json.WriteNumber("seen", rule.Seen);
            json.WriteNumber("possible", rule.Possible);
            json.WriteStartArray("predicates");
            foreach (PredicateCoverage predicate in rule.Predicates)
            {
                json.WriteStartObject();
                json.WriteString("text", predicate.Text);
                json.WriteString("macro", predicate.Macro);
                json.WriteString("file", predicate.File);
                json.WriteNumber("line", predicate.Line);
                json.WriteBoolean("true", predicate.WasTrue);
                json.WriteBoolean("false", predicate.WasFalse);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Append(StringBuilder text, PredicateCoverage predicate)
    {
        string missing = (predicate.WasTrue, predicate.WasFalse) switch
        {
            (false, false) => "never judged",
            (false, true) => "never true",
            _ => "never false",
        };
        string shown = predicate.Text.Length <= MaxText ? predicate.Text : predicate.Text[..MaxText] + "…";
        string macro = predicate.Macro.Length > 0 ? $" (macro {predicate.Macro})" : "";
        text.Append(CultureInfo.InvariantCulture, $"  {missing}: {shown}   {predicate.File}:{predicate.Line}{macro}\n");
    }
}
