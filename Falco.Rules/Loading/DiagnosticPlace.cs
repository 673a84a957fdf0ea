using Falco.Rules.Diagnostics;

namespace Falco.Rules.Loading;

/// <summary>
/// Finds the part of a file that a diagnostic is about. The reference's own places are of little use for that: those of conditions count
/// in a text that lists and exceptions have changed.
/// </summary>
internal static class DiagnosticPlace
{
    /// <summary>Finds the part.</summary>
    /// <param name="context">The place as far as it was followed.</param>
    /// <param name="word">The word that is wrong, if it is one.</param>
    /// <param name="sources">The files.</param>
    /// <param name="isWord">Whether the part is that word.</param>
    /// <returns>The part, or <see langword="null"/> if the file is not at hand.</returns>
    public static TextRange? Find(LoadContext context, string? word, SourceTexts sources, out bool isWord)
    {
        isWord = false;
        if (sources.Find(context.Root.Location.Name) is not { } source)
            return null;
        if (word is not null)
        {
            TextRange? found = FindWord(source, word, context.Start, context.End) ?? FindElsewhere(word, sources);
            isWord = found is not null;
            if (isWord)
                return found;
        }

        int place = context.Condition is { } condition ? FindInCondition(source, condition, context) : -1;
        if (place >= 0)
            return source.Range(place, source.EndOfWord(place));

        // Of an item its first line says which it is; a value is shown from its beginning.
        bool isItem = ReferenceEquals(context.Item, context.Location);
        return source.Range(context.Start, isItem ? Math.Min(source.EndOfLine(context.Start), context.End) : context.End);
    }

    private static TextRange? FindWord(SourceText source, string word, int start, int end)
    {
        int at = source.FindWord(word, start, end);
        return at < 0 ? null : source.Range(at, at + System.Text.Encoding.UTF8.GetByteCount(word));
    }

    // What a rule is blamed for may stand in a macro, wherever that is.
    private static TextRange? FindElsewhere(string word, SourceTexts sources)
    {
        foreach (string name in sources.Names)
        {
            if (sources.Find(name) is { } source && FindWord(source, word, 0, source.Length) is { } found)
                return found;
        }

        return null;
    }

    // Exceptions put the condition in parentheses.
    private static int FindInCondition(SourceText source, byte[] condition, LoadContext context)
    {
        if (context.ConditionOffset == 0)
            return -1;
        int place = source.FindPlace(condition, context.ConditionOffset, context.Start, context.End);
        return place < 0 && condition[0] == '('
            ? source.FindPlace(condition.AsSpan(1), context.ConditionOffset - 1, context.Start, context.End)
            : place;
    }
}
