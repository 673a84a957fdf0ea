using System.Text.Unicode;

namespace Falco.Core.Fields;

public sealed partial class FieldScratch
{
    // A character of UTF-16 is at most three bytes of UTF-8; the pairs for four bytes are two of them.
    private const int MaxBytesPerChar = 3;

    /// <summary>Texts of an application's objects are cut to this many bytes, at the end of a character; by default they are not cut.</summary>
    public int MaxTextLength { get; init; } = int.MaxValue;

    /// <summary>How many texts have been cut.</summary>
    public long TruncatedTexts { get; private set; }

    /// <summary>Writes a text as UTF-8; what is no text (half of a surrogate pair) becomes U+FFFD.</summary>
    public ReadOnlySpan<byte> AddText(ReadOnlySpan<char> text)
    {
        int room = (int)Math.Min((long)text.Length * MaxBytesPerChar, MaxTextLength);
        Span<byte> taken = Take(room);
        Utf8.FromUtf16(text, taken, out int read, out int written);
        if (read < text.Length)
            TruncatedTexts++;
        GiveBack(room - written);
        return taken[..written];
    }

    /// <summary>Cuts a UTF-8 text that is too long; it is not copied.</summary>
    public ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> text)
    {
        if (text.Length <= MaxTextLength)
            return text;
        TruncatedTexts++;
        return text[..Utf8Cut.EndWithin(text, MaxTextLength)];
    }

    /// <summary>Appends a text to the list, as UTF-8.</summary>
    public void AddElement(ReadOnlySpan<char> text)
    {
        int room = (int)Math.Min((long)text.Length * MaxBytesPerChar, MaxTextLength);
        Span<byte> element = AddElement(room);
        Utf8.FromUtf16(text, element, out int read, out int written);
        if (read < text.Length)
            TruncatedTexts++;
        ShortenElement(room, written);
    }

    /// <summary>Counts a text that was cut while it was put together.</summary>
    internal void CountTruncated() => TruncatedTexts++;
}
