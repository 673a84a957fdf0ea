namespace Falco.Rules.Compilation.Operators;

/// <summary>The bracket expressions of globs: <c>[abc]</c>, <c>[a-z]</c>, <c>[!x]</c>, <c>[[:digit:]]</c>.</summary>
internal static class GlobBracket
{
    /// <summary>Matches one byte.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="start">Where the bracket opens.</param>
    /// <param name="character">The byte.</param>
    /// <param name="ignoreCase">Whether ASCII letters are alike in both cases.</param>
    /// <param name="isMatch">Whether it matches.</param>
    /// <returns>Where the pattern goes on; -1 if the bracket is never closed and so stands for itself.</returns>
    public static int Match(ReadOnlySpan<byte> pattern, int start, byte character, bool ignoreCase, out bool isMatch)
    {
        isMatch = false;
        int at = start + 1;
        bool isNegated = at < pattern.Length && pattern[at] is (byte)'!' or (byte)'^';
        if (isNegated)
            at++;
        byte folded = Fold(character, ignoreCase);
        bool found = false;
        bool isFirst = true;
        while (at < pattern.Length && (isFirst || pattern[at] != ']'))
        {
            isFirst = false;
            if (TryReadClass(pattern, ref at, character, ref found))
                continue;
            if (!TryReadCharacter(pattern, ref at, out byte low))
                return pattern.Length;
            if (at + 1 < pattern.Length && pattern[at] == '-' && pattern[at + 1] != ']')
            {
                at++;
                if (!TryReadCharacter(pattern, ref at, out byte high))
                    return pattern.Length;
                found |= Fold(low, ignoreCase) <= folded && folded <= Fold(high, ignoreCase);
            }
            else
            {
                found |= Fold(low, ignoreCase) == folded;
            }
        }

        if (at >= pattern.Length)
            return -1;
        isMatch = found != isNegated;
        return at + 1;
    }

    private static bool TryReadCharacter(ReadOnlySpan<byte> pattern, ref int at, out byte character)
    {
        if (pattern[at] == '\\')
            at++;
        character = at < pattern.Length ? pattern[at++] : (byte)0;
        return character != 0;
    }

    // "[:" that no ":]" follows is an ordinary member.
    private static bool TryReadClass(ReadOnlySpan<byte> pattern, ref int at, byte character, ref bool found)
    {
        ReadOnlySpan<byte> rest = pattern[at..];
        if (!rest.StartsWith("[:"u8))
            return false;
        int length = rest[2..].IndexOf(":]"u8);
        if (length < 0)
            return false;
        found |= CharacterClass.Contains(rest.Slice(2, length), character);
        at += length + 4;
        return true;
    }

    private static byte Fold(byte character, bool ignoreCase) => ignoreCase ? AsciiText.ToLower(character) : character;
}
