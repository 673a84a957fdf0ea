using System.Globalization;
using System.Text;
using Falco.Rules.Engine;
using Falco.Rules.Loading;

namespace Falco.Cli.Running;

/// <summary>The closing statistics.</summary>
internal static class Statistics
{
    public static string Create(RuleEngine engine)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"Events detected: {engine.AlertCount}\n").Append("Rule counts by severity:\n");
        long[] bySeverity = new long[(int)RulePriority.Debug + 1];
        foreach ((Rule rule, long count) in engine.AlertsByRule)
            bySeverity[(int)rule.Priority] += count;
        for (int i = 0; i < bySeverity.Length; i++)
        {
            if (bySeverity[i] == 0)
                continue;
            string name = (RulePriority)i == RulePriority.Informational ? "INFO" : ((RulePriority)i).ToString().ToUpperInvariant();
            text.Append(CultureInfo.InvariantCulture, $"   {name}: {bySeverity[i]}\n");
        }

        text.Append("Triggered rules by rule name:\n");
        foreach ((Rule rule, long count) in engine.AlertsByRule)
            text.Append(CultureInfo.InvariantCulture, $"   {rule.Name}: {count}\n");
        return text.ToString();
    }
}
