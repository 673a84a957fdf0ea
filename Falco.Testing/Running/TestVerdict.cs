using Falco.Rules.Loading;
using Falco.Testing.Events;
using Falco.Testing.Files;

namespace Falco.Testing.Running;

/// <summary>Says in words what is wrong with what came.</summary>
internal static class TestVerdict
{
    /// <summary>The failures of a test; none if it passed. Each may have several lines.</summary>
    /// <param name="expected">What must come.</param>
    /// <param name="may">Names of rules that may raise alerts.</param>
    /// <param name="never">Names of rules that must not.</param>
    /// <param name="run">What came.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="scenario">What the test is about.</param>
    /// <param name="allowsOthers">Whether any other alert may come, too.</param>
    public static IReadOnlyList<string> Of(
        IReadOnlyList<ExpectedAlert> expected,
        IReadOnlySet<string> may,
        IReadOnlySet<string> never,
        RuleRun run,
        RuleSet rules,
        IScenario scenario,
        bool allowsOthers = false)
    {
        List<string> failures = [.. run.Faults];
        AlertComparison comparison = new(expected, may, run.Alerts);
        foreach ((ExpectedAlert alert, int came) in comparison.Missing)
        {
            List<string> lines = [$"expected {alert.CountText} of '{alert.Rule}'{Conditions(alert)}, but {(came == 0 ? "none" : $"{came}")} came"];
            if (comparison.TakeAlike(alert) is { } alike)
                lines.AddRange([$"  what came instead: {alike}", .. AlertComparison.Differences(alert, alike).Select(static difference => "    " + difference)]);
            else if (came == 0 && rules.Rules.FirstOrDefault(rule => rule.Name == alert.Rule) is { } rule)
                lines.AddRange(NearMiss.Explain(rule, scenario, run.Alerts).Select(static line => "  " + line));
            failures.Add(string.Join('\n', lines));
        }

        if (allowsOthers)
            return failures;
        foreach (RaisedAlert alert in comparison.Unexpected)
            failures.Add((never.Contains(alert.Alert.Rule) ? "came, but must never: " : "came, but was not expected: ") + alert);
        return failures;
    }

    private static string Conditions(ExpectedAlert alert)
    {
        string fields = string.Join(", ", alert.Fields.Select(static field => $"{field.Key}: {field.Value}"));
        return (fields.Length > 0 ? $" with {fields}" : "") + (alert.Event > 0 ? $" by event {alert.Event}" : "");
    }
}
