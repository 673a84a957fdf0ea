namespace Falco.Core.Fields;

/// <summary>Where a UTF-8 text can be cut.</summary>
internal static class Utf8Cut
{
    /// <summary>The last end of a character that is not beyond a length; the text is longer.</summary>
    public static int EndWithin(ReadOnlySpan<byte> text, int length)
    {
        // Not between the first byte of a character and the others.
        while (length > 0 && (text[length] & 0xC0) == 0x80)
            length--;
        return length;
    }
}
