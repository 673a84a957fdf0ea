using System.Text;

namespace Falco.Rules.Diagnostics;

/// <summary>Shows the line of a place with a caret below.</summary>
internal static class Snippet
{
    /// <summary>Bytes shown on either side of the place.</summary>
    private const int Reach = 80;

    private const string NoContext = "<No context available>\n";

    /// <summary>Shows a place.</summary>
    /// <param name="content">The text, UTF-8.</param>
    /// <param name="offset">The place; beyond the end or on a newline, the last place before.</param>
    public static string Render(ReadOnlySpan<byte> content, int offset)
    {
        if (content.IsEmpty)
            return NoContext;
        int place = offset;
        while (place > 0 && (place >= content.Length || content[place] == '\n'))
            place--;
        if (place == 0 && content[0] == '\n')
            return RenderAll(content[1..]);
        int from = place;
        while (from > 0 && content[from] != '\n' && place - from < Reach)
            from--;
        int to = place;
        while (to < content.Length - 1 && content[to] != '\n' && to - place < Reach)
            to++;
        if (content[from] == '\n')
            from++;
        if (content[to] == '\n')
            to--;
        if (to < from)
            return NoContext;

        byte[] line = content[from..(to + 1)].ToArray();
        if (place - from >= Reach)
            "..."u8.CopyTo(line);
        if (to - place >= Reach)
            "..."u8.CopyTo(line.AsSpan(line.Length - 3));
        string text = Encoding.UTF8.GetString(line) + "\n";
        return place - from <= line.Length ? text + new string(' ', place - from) + "^\n" : text;
    }

    // A file that begins with an empty line has no line to show at its start; the reference then shows all of it.
    private static string RenderAll(ReadOnlySpan<byte> content)
    {
        if (content.Length < 3)
            return NoContext;
        byte[] text = content.ToArray();
        "..."u8.CopyTo(text);
        "..."u8.CopyTo(text.AsSpan(text.Length - 3));
        return Encoding.UTF8.GetString(text) + "\n";
    }

    /// <summary>What stands for the snippet of a file that is not at hand.</summary>
    public static string Missing(string name) => $"<No context for file + {name}>\n";
}
