using System.Text;
using System.Text.Json;
using Falco.Rules.Engine;
using Falco.Testing.Coverage;

namespace Falco.Testing.Reports;

/// <summary>Results as JSON: <c>{ passed, failed, tests: [{ file, line, name, passed, seconds, failures, alerts: [{ rule, priority, output }] }] }</c>.</summary>
public static class JsonReport
{
    /// <summary>Writes results.</summary>
    /// <param name="results">The results.</param>
    /// <param name="coverage">The coverage, which becomes <c>coverage: { percent, rules: [{ rule, seen, possible, predicates }] }</c>, or <see langword="null"/>.</param>
    public static string Write(IReadOnlyList<RuleTestResult> results, ConditionCoverage? coverage = null)
    {
        ArgumentNullException.ThrowIfNull(results);
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("passed", results.Count(static result => result.HasPassed));
            json.WriteNumber("failed", results.Count(static result => !result.HasPassed));
            json.WriteStartArray("tests");
            foreach (RuleTestResult result in results)
                Write(json, result);
            json.WriteEndArray();
            if (coverage is not null)
                CoverageReport.Write(json, coverage);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void Write(Utf8JsonWriter json, RuleTestResult result)
    {
        json.WriteStartObject();
        json.WriteString("file", result.Test.File);
        json.WriteNumber("line", result.Test.Line);
        json.WriteString("name", result.Test.Name);
        json.WriteBoolean("passed", result.HasPassed);
        json.WriteNumber("seconds", Math.Round(result.Duration.TotalSeconds, 6));
        json.WriteStartArray("failures");
        foreach (string failure in result.Failures)
            json.WriteStringValue(failure);
        json.WriteEndArray();
        json.WriteStartArray("alerts");
        foreach (Alert alert in result.Alerts)
        {
            json.WriteStartObject();
            json.WriteString("rule", alert.Rule);
            json.WriteString("priority", alert.Priority.ToString());
            json.WriteString("output", alert.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
