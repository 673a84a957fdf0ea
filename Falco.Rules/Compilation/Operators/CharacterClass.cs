namespace Falco.Rules.Compilation.Operators;

/// <summary>The named classes of POSIX bracket expressions in the C locale.</summary>
internal static class CharacterClass
{
    /// <summary>Whether there is a class of the name.</summary>
    public static bool IsKnown(ReadOnlySpan<byte> name) => Contains(name, (byte)'a') || Contains(name, (byte)'0') || Contains(name, (byte)' ')
        || Contains(name, (byte)'A') || Contains(name, (byte)'!') || Contains(name, 0);

    /// <summary>Whether a byte is in a class; nothing is in a class of an unknown name.</summary>
    public static bool Contains(ReadOnlySpan<byte> name, byte character)
    {
        char c = (char)character;
        if (name.SequenceEqual("alnum"u8))
            return char.IsAsciiLetterOrDigit(c);
        if (name.SequenceEqual("alpha"u8))
            return char.IsAsciiLetter(c);
        if (name.SequenceEqual("blank"u8))
            return c is ' ' or '\t';
        if (name.SequenceEqual("cntrl"u8))
            return c is < ' ' or '\x7f';
        if (name.SequenceEqual("digit"u8))
            return char.IsAsciiDigit(c);
        if (name.SequenceEqual("graph"u8))
            return c is > ' ' and < '\x7f';
        if (name.SequenceEqual("lower"u8))
            return char.IsAsciiLetterLower(c);
        if (name.SequenceEqual("print"u8))
            return c is >= ' ' and < '\x7f';
        if (name.SequenceEqual("punct"u8))
            return c is > ' ' and < '\x7f' && !char.IsAsciiLetterOrDigit(c);
        if (name.SequenceEqual("space"u8))
            return c is ' ' or (>= '\t' and <= '\r');
        if (name.SequenceEqual("upper"u8))
            return char.IsAsciiLetterUpper(c);
        return name.SequenceEqual("xdigit"u8) && char.IsAsciiHexDigit(c);
    }
}
