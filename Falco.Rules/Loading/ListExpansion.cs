using System.Text;

namespace Falco.Rules.Loading;

/// <summary>Replaces the names of lists by their items. This is done in the text of a condition, before it is parsed.</summary>
internal static class ListExpansion
{
    private const string Delimiters = " \t\n\r(),=";
    private const string Blanks = " \t\n\r";

    /// <summary>The items of a list in which the names of lists that it sees are replaced, one level deep.</summary>
    public static List<string> Items(ListDefinition list, RuleCollection collection)
    {
        List<string> items = [];
        foreach (string item in list.Items)
        {
            if (collection.Lists.TryFind(item, out ListDefinition? inner) && inner.Index < list.Visibility)
            {
                inner.IsUsed = true;
                items.AddRange(inner.Items);
            }
            else
            {
                items.Add(item);
            }
        }

        return items;
    }

    /// <summary>Replaces every name of a list that stands between delimiters.</summary>
    public static string Expand(string condition, IReadOnlyList<(ListDefinition List, string Text)> lists)
    {
        foreach ((ListDefinition list, string text) in lists)
        {
            int start = 0;
            while ((start = condition.IndexOf(list.Name, start, StringComparison.Ordinal)) >= 0)
            {
                int end = start + list.Name.Length;
                if ((start > 0 && !Delimiters.Contains(condition[start - 1])) || (end < condition.Length && !Delimiters.Contains(condition[end])))
                {
                    start = end;
                    continue;
                }

                list.IsUsed = true;
                (condition, start) = Replace(condition, start, end, text);
            }
        }

        return condition;
    }

    public static string Join(IEnumerable<string> items) => string.Join(", ", items.Select(ExceptionText.Quoted));

    private static (string Condition, int Next) Replace(string condition, int start, int end, string items)
    {
        // An empty list takes the blanks around it and the comma before it along, or else the one after it.
        if (items.Length == 0)
        {
            while (start > 0 && Blanks.Contains(condition[start - 1]))
                start--;
            while (end < condition.Length && Blanks.Contains(condition[end]))
                end++;
            if (start > 0 && condition[start - 1] == ',')
                start--;
            else if (end < condition.Length && condition[end] == ',')
                end++;
        }

        StringBuilder text = new(condition.Length + items.Length);
        text.Append(condition, 0, start).Append(items).Append(condition, end, condition.Length - end);
        return (text.ToString(), start + items.Length);
    }
}
