using Falco.Rules.Diagnostics;
using Falco.Rules.Language;
using Falco.Rules.Loading.Yaml;
using YamlDotNet.Core;

namespace Falco.Rules.Formatting;

/// <summary>Lays out rule files in one way. What they say is not touched: comments stay, and so does every text, to the last blank.</summary>
/// <remarks>
/// Items begin in the first column, one empty line apart; what belongs to a key is indented by two. Only the blanks around the parts of
/// the file change: lines are not broken or joined, and keys keep their order. The result is compared with the original, event by event of
/// the YAML parser; a file for which that fails is left alone.
/// </remarks>
public static class RuleFormatter
{
    /// <summary>Formats a file.</summary>
    /// <param name="name">The name that the diagnostic uses.</param>
    /// <param name="content">The content of the file.</param>
    public static FormatResult Format(string name, string content)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(content);
        if (!YamlReader.TryRead(content, out _, out string? error, out SourcePosition position))
            return Refuse(name, content, DiagnosticCode.YamlParse, error, new TextPosition(position.Line + 1, position.Column + 1));
        try
        {
            string formatted = new LineWriter(SourceLines.Of(content)).Write();
            return YamlMeaning.FindDifference(content, formatted) is { } difference
                ? Refuse(name, content, DiagnosticCode.NotFormatted, "This is laid out in a way that cannot be changed safely", PlaceOf(difference))
                : new FormatResult(formatted, formatted != content, null);
        }
        catch (YamlException exception)
        {
            return Refuse(name, content, DiagnosticCode.NotFormatted, exception.Message, PlaceOf(exception.Start));
        }
    }

    private static TextPosition PlaceOf(Mark mark) => new(Math.Max(1, (int)mark.Line), Math.Max(1, (int)mark.Column));

    private static FormatResult Refuse(string name, string content, string code, string message, TextPosition place)
    {
        Diagnostic problem = new(code, DiagnosticCode.Find(code).Severity, message, []) { Range = new TextRange(name, place, place) };
        return new FormatResult(content, false, problem);
    }
}
