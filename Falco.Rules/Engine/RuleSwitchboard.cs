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
            foreach (Rule rule in all)
            {
                bool fits = (selection.Rule.Length > 0 && Matches(selection.Rule, rule.Name))
                    || (selection.Tag.Length > 0 && rule.Tags.Contains(selection.Tag));
                if (!fits)
                    continue;
                if (!selection.Enable)
                    enabled.Remove(rule);
                else if (!enabled.Contains(rule))
                    enabled.Add(rule);
            }
        }

        return enabled;
    }

    /// <summary>Whether a name fits a pattern: each part between wildcards is sought once, at its first place, as the reference does.</summary>
    public static bool Matches(string pattern, string name)
    {
        string[] parts = pattern.Split('*');
        if (parts.Length == 1)
            return pattern == name;
        if (!name.StartsWith(parts[0], StringComparison.Ordinal))
            return false;
        int position = parts[0].Length;
        for (int i = 1; i < parts.Length; i++)
        {
            if (parts[i].Length == 0)
                continue;
            int found = name.IndexOf(parts[i], position, StringComparison.Ordinal);
            if (found < 0)
                return false;
            position = found + parts[i].Length;
        }

        return parts[^1].Length == 0 || position == name.Length;
    }
}
