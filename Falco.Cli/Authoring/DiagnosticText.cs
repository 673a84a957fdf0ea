using System.Globalization;
using System.Text;
using Falco.Rules.Diagnostics;

namespace Falco.Cli.Authoring;

/// <summary>Shows diagnostics to people: what is wrong, the line of the source, the place in it, and what to do.</summary>
/// <param name="contents">The files by name.</param>
/// <param name="isColoured">Whether the reader is a terminal.</param>
internal sealed class DiagnosticText(IReadOnlyDictionary<string, string> contents, bool isColoured)
{
    private const string Red = "\e[1;31m";
    private const string Yellow = "\e[1;33m";
    private const string Blue = "\e[1;34m";
    private const string Plain = "\e[0m";

    // The rest of a longer line is cut off, on both sides of the place.
    private const int Width = 120;

    private readonly StringBuilder _text = new();

    /// <summary>Shows some diagnostics.</summary>
    public string Write(IEnumerable<Diagnostic> diagnostics)
    {
        _text.Clear();
        foreach (Diagnostic diagnostic in diagnostics)
            Append(diagnostic);
        return _text.ToString();
    }

    private void Append(Diagnostic diagnostic)
    {
        bool isError = diagnostic.Severity == DiagnosticSeverity.Error;
        Append(isError ? Red : Yellow, isError ? "error" : "warning");
        _text.Append('[').Append(diagnostic.Code).Append("]: ").Append(MessageOf(diagnostic)).Append('\n');
        if (diagnostic.Range is { } range)
            Append(range, isError);
        if (diagnostic.Help.Length > 0)
            Append(Blue, "   = help: ").Append(diagnostic.Help).Append('\n');
        _text.Append('\n');
    }

    private static string MessageOf(Diagnostic diagnostic) =>
        diagnostic.Message.Length == 0 ? diagnostic.Title : diagnostic.Message.ReplaceLineEndings(" ");

    private void Append(TextRange range, bool isError)
    {
        Append(Blue, "  --> ").Append(range).Append('\n');
        if (LineAt(range) is not { } line)
            return;
        int start = Math.Clamp(range.Start.Column - 1, 0, line.Length);
        int end = range.End.Line == range.Start.Line ? Math.Clamp(range.End.Column - 1, start, line.Length) : line.Length;
        int from = Math.Max(0, Math.Min(start - (Width / 3), line.Length - Width));
        string shown = line[from..Math.Min(line.Length, from + Width)].Replace('\t', ' ');
        string number = range.Start.Line.ToString(CultureInfo.InvariantCulture);
        string margin = new(' ', number.Length);
        Append(Blue, $"{margin} |\n{number} | ").Append(shown).Append('\n');
        Append(Blue, $"{margin} | ").Append(' ', start - from);
        Append(isError ? Red : Yellow, new string('^', Math.Max(1, Math.Min(end, from + shown.Length) - start))).Append('\n');
    }

    private string? LineAt(TextRange range)
    {
        if (!contents.TryGetValue(range.File, out string? content))
            return null;
        ReadOnlySpan<char> rest = content;
        for (int line = 1; line < range.Start.Line; line++)
        {
            int end = rest.IndexOf('\n');
            if (end < 0)
                return null;
            rest = rest[(end + 1)..];
        }

        int length = rest.IndexOf('\n');
        return (length < 0 ? rest : rest[..length]).TrimEnd('\r').ToString();
    }

    private StringBuilder Append(string colour, string text) =>
        isColoured ? _text.Append(colour).Append(text).Append(Plain) : _text.Append(text);
}
