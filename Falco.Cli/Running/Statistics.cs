using System.Text;
using Falco.Rules.Engine;
using Falco.Rules.Loading;

namespace Falco.Cli.Running;

/// <summary>The closing statistics.</summary>
internal static class Statistics
{
    /// <summary>What there is to say of drops: a capture has none.</summary>
    public const string NoDrops =
        "Syscall event drop monitoring:\n   - event drop detected: 0 occurrences\n   - num times actions taken: 0\n";

    /// <summary>Alerts in total, by priority and by rule.</summary>
    public static string Create(params IReadOnlyList<RuleEngine> engines)
    {
        var text = new StringBuilder();
        text.Append("Events detected: ").Append(engines.Sum(engine => engine.AlertCount)).Append("\nRule counts by severity:\n");
        long[] byPriority = new long[(int)RulePriority.Debug + 1];
        foreach ((Rule rule, long count) in engines.SelectMany(engine => engine.AlertsByRule))
            byPriority[(int)rule.Priority] += count;
        for (int i = 0; i < byPriority.Length; i++)
        {
            if (byPriority[i] > 0)
                text.Append("   ").Append(NameOf((RulePriority)i)).Append(": ").Append(byPriority[i]).Append('\n');
        }

        text.Append("Triggered rules by rule name:\n");
        foreach ((Rule rule, long count) in engines.SelectMany(engine => engine.AlertsByRule))
            text.Append("   ").Append(rule.Name).Append(": ").Append(count).Append('\n');
        return text.ToString();
    }

    private static string NameOf(RulePriority priority) =>
        priority == RulePriority.Informational ? "INFO" : priority.ToString().ToUpperInvariant();
}
