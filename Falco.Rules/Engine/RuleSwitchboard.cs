using Falco.Rules.Loading;

namespace Falco.Rules.Engine;

/// <summary>Which rules are on, in the order in which they are judged: that in which they were switched on.</summary>
internal static class RuleSwitchboard
{
    public static List<Rule> Enabled(IEnumerable<Rule> rules, IReadOnlyList<RuleSelection> selections)
    {
        Rule[] all = [.. rules];

        // Per rule the number of the switching that it is on since; 0 if it is off.
        int[] since = new int[all.Length];
        int number = 1;
        for (int i = 0; i < all.Length; i++)
        {
            if (all[i].IsEnabled)
                since[i] = number++;
        }

        foreach (RuleSelection selection in selections)
        {
            // A rule that is on keeps its place; one that was off goes to the end.
            for (int i = 0; i < all.Length; i++)
            {
                if (selection.Rule.Length > 0 && RuleNamePattern.IsMatch(selection.Rule, all[i].Name))
                    Switch(ref since[i]);
            }

            for (int i = 0; i < all.Length; i++)
            {
                if (selection.Tag.Length > 0 && all[i].Tags.Contains(selection.Tag))
                    Switch(ref since[i]);
            }

            void Switch(ref int place) => place = !selection.Enable ? 0 : place > 0 ? place : number++;
        }

        int[] order = [.. Enumerable.Range(0, all.Length).Where(i => since[i] > 0)];
        Array.Sort(Array.ConvertAll(order, i => since[i]), order);
        return [.. order.Select(i => all[i])];
    }
}
