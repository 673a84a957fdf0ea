using System.Text;

namespace Falco.Rules.Diagnostics;

/// <summary>A file that diagnostics point into. Immutable.</summary>
/// <param name="name">Its name.</param>
/// <param name="utf8">Its content, UTF-8.</param>
internal sealed class SourceText(string name, byte[] utf8)
{
    private readonly int[] _lines = FindLines(utf8);

    /// <summary>Bytes in the file.</summary>
    public int Length => utf8.Length;

    /// <summary>The part between two offsets, without the blanks at its end.</summary>
    public TextRange Range(int start, int end)
    {
        start = Math.Clamp(start, 0, utf8.Length);
        end = Math.Clamp(end, start, utf8.Length);
        while (end > start && utf8[end - 1] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            end--;
        return new TextRange(name, PositionOf(start), PositionOf(end));
    }

    /// <summary>The offset of a word between two offsets that is not part of a longer one nor in a comment; -1 if there is none.</summary>
    public int FindWord(string word, int start, int end)
    {
        byte[] sought = Encoding.UTF8.GetBytes(word);
        if (sought.Length == 0)
            return -1;

        // The YAML parser places what ends with the file behind a line end that the file may not have.
        end = Math.Min(end, utf8.Length);
        for (int at = start; at < end; at++)
        {
            int next = utf8.AsSpan(at, end - at).IndexOf(sought);
            if (next < 0)
                return -1;
            at += next;
            if (IsEdge(at - 1) && IsEdge(at + sought.Length) && !IsComment(at))
                return at;
        }

        return -1;
    }

    /// <summary>The offset of the place in a part of the file that corresponds to a place in the text that was read from there.</summary>
    /// <param name="text">The text, UTF-8: the part without what YAML adds to it, so that only blanks differ.</param>
    /// <param name="offset">The place in the text.</param>
    /// <param name="start">Where the part begins.</param>
    /// <param name="end">Where it ends.</param>
    /// <returns>The offset; -1 if the part does not correspond to the text.</returns>
    public int FindPlace(ReadOnlySpan<byte> text, int offset, int start, int end)
    {
        end = Math.Min(end, utf8.Length);
        int at = SkipHeader(start, end);
        for (int i = 0; i < Math.Min(offset, text.Length); i++)
        {
            if (IsBlank(text[i]))
                continue;
            while (at < end && IsBlank(utf8[at]))
                at++;
            if (at >= end || utf8[at++] != text[i])
                return -1;
        }

        while (at < end && IsBlank(utf8[at]))
            at++;
        return at;
    }

    /// <summary>Where the word ends that begins at an offset; at least one byte behind it.</summary>
    public int EndOfWord(int offset)
    {
        int end = offset;
        while (end < utf8.Length && !IsEdge(end))
            end++;
        return end > offset ? end : Math.Min(offset + 1, utf8.Length);
    }

    /// <summary>Where the line of an offset ends.</summary>
    public int EndOfLine(int offset)
    {
        int length = offset < utf8.Length ? utf8.AsSpan(offset).IndexOf((byte)'\n') : -1;
        return length < 0 ? utf8.Length : offset + length;
    }

    // The line of a block scalar's ">-" or "|" holds nothing of its text; a quote comes before it.
    private int SkipHeader(int start, int end)
    {
        if (start >= end)
            return start;
        return utf8[start] switch
        {
            (byte)'>' or (byte)'|' => Math.Min(EndOfLine(start), end),
            (byte)'"' or (byte)'\'' => start + 1,
            _ => start,
        };
    }

    private bool IsComment(int offset)
    {
        int line = utf8.AsSpan(0, offset).LastIndexOf((byte)'\n') + 1;
        return utf8.AsSpan(line, offset - line).TrimStart(" \t"u8).StartsWith("#"u8);
    }

    private bool IsEdge(int offset) => offset < 0 || offset >= utf8.Length || !IsOfWord(utf8[offset]);

    private static bool IsOfWord(byte b) => b >= 0x80 || char.IsAsciiLetterOrDigit((char)b) || b is (byte)'_' or (byte)'.' or (byte)'-';

    private static bool IsBlank(byte b) => b is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';

    private TextPosition PositionOf(int offset)
    {
        int found = Array.BinarySearch(_lines, offset);
        int line = found >= 0 ? found : ~found - 1;
        return new TextPosition(line + 1, Encoding.UTF8.GetCharCount(utf8.AsSpan(_lines[line]..offset)) + 1);
    }

    private static int[] FindLines(ReadOnlySpan<byte> content)
    {
        List<int> lines = [0];
        for (int i = 0; i < content.Length; i++)
        {
            if (content[i] == '\n')
                lines.Add(i + 1);
        }

        return [.. lines];
    }
}
