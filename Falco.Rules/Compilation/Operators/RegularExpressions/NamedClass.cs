namespace Falco.Rules.Compilation.Operators.RegularExpressions;

/// <summary>The classes that patterns name: <c>[[:alpha:]]</c>.</summary>
internal static class NamedClass
{
    /// <summary>Adds a class, or all ASCII and non-ASCII that is not in it, to a set.</summary>
    /// <returns>Whether the name is known.</returns>
    public static bool TryAdd(ReadOnlySpan<byte> name, bool isNegated, RuneSet set)
    {
        string? ranges = RangesOf(name);
        if (ranges is null)
            return false;
        RuneSet named = new();
        for (int i = 0; i < ranges.Length; i += 2)
            named.Add(ranges[i], ranges[i + 1]);
        if (isNegated)
            named.Negate();
        set.AddAll(named);
        return true;
    }

    // Pairs of first and last characters.
    private static string? RangesOf(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("word"u8))
            return "09AZ__az";
        if (name.SequenceEqual("ascii"u8))
            return "\0\x7F";
        if (!CharacterClass.IsKnown(name))
            return null;
        System.Text.StringBuilder ranges = new();
        for (char c = '\0'; c < 0x80; c++)
        {
            if (CharacterClass.Contains(name, (byte)c))
                ranges.Append(c).Append(c);
        }

        return ranges.ToString();
    }
}
