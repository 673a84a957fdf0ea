using System.Text;

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
    /// <param name="maxLength">Where the condition has grown longer than this, the rest is left as it is.</param>
    /// <returns>Whether the condition names the list.</returns>
    public static bool TryExpand(ref string condition, string name, IReadOnlyList<string> items, int maxLength)
    {
        StringBuilder? done = null;
        string? joined = null;
        int rest = 0;
        int start = condition.IndexOf(name, StringComparison.Ordinal);
        while (start >= 0 && (done?.Length ?? 0) <= maxLength)
        {
            int end = start + name.Length;
            int next = start + 1;
            if (IsDelimited(condition, rest, start, end))
            {
                done ??= new StringBuilder(condition.Length);
                done.Append(condition, rest, start - rest);
                rest = Replace(done, condition, end, joined ??= Join(items, maxLength), out bool isFirst);

                // What follows a list at the very beginning is looked at from its second character on only.
                next = isFirst ? rest + 1 : rest;
            }

            start = next < condition.Length ? condition.IndexOf(name, next, StringComparison.Ordinal) : -1;
        }

        condition = done?.Append(condition, rest, condition.Length - rest).ToString() ?? condition;
        return done is not null;
    }

    private static bool IsDelimited(string condition, int rest, int start, int end)
    {
        // At the beginning of the rest there is nothing before the name, or a replaced text, which ends with a blank.
        return (start == rest || Delimiters.Contains(condition[start - 1])) && (end >= condition.Length || Delimiters.Contains(condition[end]));
    }

    private static string Join(IReadOnlyList<string> items, int maxLength)
    {
        StringBuilder text = new();
        for (int i = 0; i < items.Count && text.Length <= maxLength; i++)
            text.Append(i == 0 ? "" : ", ").Append(ExceptionText.Quote(items[i]));
        return text.ToString();
    }

    /// <summary>Appends the items instead of a name, and returns where the text behind it goes on.</summary>
    private static int Replace(StringBuilder done, string condition, int end, string items, out bool isFirst)
    {
        while (done.Length > 0 && Blanks.Contains(done[^1]))
            done.Length--;
        while (end < condition.Length && Blanks.Contains(condition[end]))
            end++;

        // An empty list takes a comma with it.
        if (items.Length == 0)
        {
            if (done.Length > 0 && done[^1] == ',')
                done.Length--;
            else if (end < condition.Length && condition[end] == ',')
                end++;
        }

        isFirst = done.Length == 0;
        done.Append(isFirst ? "" : " ").Append(items).Append(' ');
        return end;
    }
}
