using Falco.Rules.Engine;

namespace Falco.Hosting.Configuration;

/// <summary>Reads the words for priorities, in any case.</summary>
internal static class PriorityWord
{
    public static bool TryParse(string word, out RulePriority priority)
    {
        // No enum parsing: that would also take numbers and lists.
        for (priority = RulePriority.Emergency; priority <= RulePriority.Debug; priority++)
        {
            if (word.Equals(NameOf(priority), StringComparison.OrdinalIgnoreCase))
                return true;
        }

        priority = RulePriority.Informational;
        return word.Equals("info", StringComparison.OrdinalIgnoreCase);
    }

    private static string NameOf(RulePriority priority) => priority switch
    {
        RulePriority.Emergency => "emergency",
        RulePriority.Alert => "alert",
        RulePriority.Critical => "critical",
        RulePriority.Error => "error",
        RulePriority.Warning => "warning",
        RulePriority.Notice => "notice",
        RulePriority.Informational => "informational",
        _ => "debug",
    };
}
