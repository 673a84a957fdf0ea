using Falco.Rules.Engine;

namespace Falco.Rules.Loading;

/// <summary>The names of priorities in rule files.</summary>
internal static class PriorityText
{
    public static bool TryParse(string text, out RulePriority priority)
    {
        for (priority = RulePriority.Emergency; priority <= RulePriority.Debug; priority++)
        {
            if (text.Equals(priority.ToString(), StringComparison.OrdinalIgnoreCase))
                return true;
        }

        priority = RulePriority.Informational;
        return text.Equals("info", StringComparison.OrdinalIgnoreCase);
    }
}
