namespace Falco.Rules.Compilation.Operators;

/// <summary>Text whose ASCII letters are alike in both cases; all other bytes stand for themselves.</summary>
internal static class AsciiText
{
    /// <summary>The lower-case form of an ASCII letter; any other byte itself.</summary>
    public static byte ToLower(byte character) => character is >= (byte)'A' and <= (byte)'Z' ? (byte)(character | 0x20) : character;

    /// <summary>The lower-case form of a text.</summary>
    public static byte[] ToLower(byte[] text) => Array.ConvertAll(text, ToLower);

    /// <summary>The upper-case form of an ASCII letter; any other byte itself.</summary>
    public static byte ToUpper(byte character) => character is >= (byte)'a' and <= (byte)'z' ? (byte)(character & ~0x20) : character;

    /// <summary>Whether a text occurs in another, whatever the case.</summary>
    public static bool ContainsIgnoreCase(ReadOnlySpan<byte> text, ReadOnlySpan<byte> part)
    {
        if (part.IsEmpty)
            return true;
        byte lower = ToLower(part[0]);
        byte upper = ToUpper(part[0]);
        while (text.Length >= part.Length)
        {
            int start = text[..(text.Length - part.Length + 1)].IndexOfAny(lower, upper);
            if (start < 0)
                return false;
            text = text[start..];
            if (EqualsIgnoreCase(text[..part.Length], part))
                return true;
            text = text[1..];
        }

        return false;
    }

    /// <summary>Whether two texts of one length are alike, whatever the case.</summary>
    public static bool EqualsIgnoreCase(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        for (int i = 0; i < left.Length; i++)
        {
            if (ToLower(left[i]) != ToLower(right[i]))
                return false;
        }

        return true;
    }
}
