namespace Falco.Rules.Loading;

/// <summary>
/// Replaces the names of lists in conditions. It works on the text, before parsing, wherever a name stands between delimiters: inside
/// quotes, too, and without adding parentheses. Rules depend on that.
/// </summary>
internal static class ListExpansion
{
    private const string Blanks = " \t\n\r";
    private const string Delimiters = Blanks + "(),=";

    /// <summary>Replaces a list.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="name">The list's name.</param>
    /// <param name="items">The list's items.</param>
    /// <returns>Whether the condition names the list.</returns>
    public static bool TryExpand(ref string condition, string name, IReadOnlyList<string> items)
    {
        bool isUsed = false;
        int start = condition.IndexOf(name, StringComparison.Ordinal);
        while (start >= 0)
        {
            int end = start + name.Length;
            if ((start == 0 || Delimiters.Contains(condition[start - 1]))
                && (end >= condition.Length || Delimiters.Contains(condition[end])))
            {
                condition = Replace(condition, ref start, end, string.Join(", ", items.Select(ExceptionText.Quote)));
                isUsed = true;
            }

            start = start + 1 < condition.Length ? condition.IndexOf(name, start + 1, StringComparison.Ordinal) : -1;
        }

        return isUsed;
    }

    private static string Replace(string condition, ref int start, int end, string items)
    {
        while (start > 0 && Blanks.Contains(condition[start - 1]))
            start--;
        while (end < condition.Length && Blanks.Contains(condition[end]))
            end++;

        // An empty list takes a comma with it.
        if (items.Length == 0)
        {
            if (start > 0 && condition[start - 1] == ',')
                start--;
            else if (end < condition.Length && condition[end] == ',')
                end++;
        }

        string left = start > 0 ? condition[..start] + " " : "";
        string result = left + items + " " + condition[end..];
        start += items.Length + 1;
        return result;
    }
}
