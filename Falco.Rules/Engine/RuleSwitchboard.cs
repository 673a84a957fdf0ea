using Falco.Rules.Loading;

namespace Falco.Rules.Engine;

/// <summary>Which rules are on, in the order in which they are judged: that in which they were switched on.</summary>
internal static class RuleSwitchboard
{
    public static List<Rule> Enabled(IEnumerable<Rule> rules, IReadOnlyList<RuleSelection> selections)
    {
        Rule[] all = [.. rules];
        List<Rule> enabled = [.. all.Where(rule => rule.IsEnabled)];
        foreach (RuleSelection selection in selections)
        {
            if (selection.Rule.Length > 0)
                Switch(enabled, all.Where(rule => RuleNamePattern.IsMatch(selection.Rule, rule.Name)), selection.Enable);
            if (selection.Tag.Length > 0)
                Switch(enabled, all.Where(rule => rule.Tags.Contains(selection.Tag)), selection.Enable);
        }

        return enabled;
    }

    // A rule that is on keeps its place; one that was off goes to the end.
    private static void Switch(List<Rule> enabled, IEnumerable<Rule> rules, bool enable)
    {
        foreach (Rule rule in rules)
        {
            if (!enable)
                enabled.Remove(rule);
            else if (!enabled.Contains(rule))
                enabled.Add(rule);
        }
    }
}
