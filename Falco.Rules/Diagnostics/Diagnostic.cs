namespace Falco.Rules.Diagnostics;

/// <summary>
/// Something that is wrong with what a person wrote. The one model of problems: the API gives it, and the command's text, JSON and
/// whatever shows problems elsewhere are made of it.
/// </summary>
/// <param name="Code">The code, one of <see cref="DiagnosticCode.All"/>: the reference's, where it has one (<c>LOAD_ERR_VALIDATE</c>).</param>
/// <param name="Severity">Whether it prevents loading.</param>
/// <param name="Message">What is wrong, in the reference's words where it has some.</param>
/// <param name="Locations">
/// Where, as the reference tells it: from the outermost place (the file) to the innermost (the expression). See <see cref="Range"/>.
/// </param>
public sealed record Diagnostic(string Code, DiagnosticSeverity Severity, string Message, IReadOnlyList<DiagnosticLocation> Locations)
{
    /// <summary>The part of the file that it is about, as narrow as is known; <see langword="null"/> if it is about no file.</summary>
    public TextRange? Range { get; init; }

    /// <summary>The line of the source with a caret under the place, each ended by a newline, as the reference shows it.</summary>
    public string Snippet { get; init; } = "";

    /// <summary>What to do about it; empty if the message says all.</summary>
    public string Help { get; init; } = "";

    /// <summary>A change that may be what was meant, or <see langword="null"/>.</summary>
    public DiagnosticEdit? Edit { get; init; }

    /// <summary>The deprecated field that was used, if that is what is wrong.</summary>
    public string? DeprecatedField { get; init; }

    /// <summary>What kind of problem it is, in a few words.</summary>
    public string Title =>
        DiagnosticCode.Find(Code).Title + (DeprecatedField is null ? "" : $": field '{DeprecatedField}'");

    /// <inheritdoc/>
    public override string ToString() => $"{Code} ({Title}): {Message}";
}
