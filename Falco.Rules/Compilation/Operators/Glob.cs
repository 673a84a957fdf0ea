namespace Falco.Rules.Compilation.Operators;

/// <summary>
/// Shell wildcards as POSIX <c>fnmatch</c> without flags in the C locale: bytes, <c>*</c> and <c>?</c> match everything, also <c>/</c> and a
/// leading dot, a backslash takes away a meaning.
/// </summary>
internal static class Glob
{
    /// <summary>Whether a whole text matches a pattern. Takes time proportional to the product of the lengths at worst.</summary>
    public static bool IsMatch(ReadOnlySpan<byte> pattern, ReadOnlySpan<byte> text, bool ignoreCase)
    {
        int at = 0;
        int position = 0;
        int afterStar = -1;
        int starPosition = 0;
        while (true)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                // A later star can stand for all that an earlier one could: only the last needs a second try.
                afterStar = ++at;
                starPosition = position;
            }
            else if (position == text.Length)
            {
                return at == pattern.Length;
            }
            else if (at < pattern.Length && MatchOne(pattern, ref at, text[position], ignoreCase))
            {
                position++;
            }
            else if (afterStar >= 0)
            {
                at = afterStar;
                position = ++starPosition;
            }
            else
            {
                return false;
            }
        }
    }

    private static bool MatchOne(ReadOnlySpan<byte> pattern, ref int at, byte character, bool ignoreCase)
    {
        byte expected = pattern[at];
        switch (expected)
        {
            case (byte)'?':
                at++;
                return true;
            case (byte)'\\':
                if (at + 1 == pattern.Length)
                    return false;
                expected = pattern[at + 1];
                at += 2;
                break;
            case (byte)'[':
                int end = GlobBracket.Match(pattern, at, character, ignoreCase, out bool isMatch);
                if (end >= 0)
                {
                    at = end;
                    return isMatch;
                }

                at++;
                break;
            default:
                at++;
                break;
        }

        return ignoreCase ? AsciiText.ToLower(expected) == AsciiText.ToLower(character) : expected == character;
    }
}
