namespace Falco.Rules.Diagnostics;

/// <summary>Something that is wrong with what a person wrote.</summary>
/// <param name="Code">The code: the reference's, where it has one (<c>LOAD_ERR_VALIDATE</c>).</param>
/// <param name="Severity">Whether it prevents loading.</param>
/// <param name="Message">What is wrong, in the reference's words where it has some.</param>
/// <param name="Locations">Where, from the outermost place (the file) to the innermost (the expression).</param>
public sealed record Diagnostic(string Code, DiagnosticSeverity Severity, string Message, IReadOnlyList<DiagnosticLocation> Locations)
{
    /// <summary>The line of the source with a caret under the place, each ended by a newline.</summary>
    public string Snippet { get; init; } = "";

    /// <summary>What to do about it.</summary>
    public string Help { get; init; } = "";

    /// <summary>The deprecated field that was used, if that is what is wrong.</summary>
    public string? DeprecatedField { get; init; }

    /// <summary>What kind of problem it is, in a few words.</summary>
    public string Title =>
        DiagnosticCode.Find(Code).Title + (DeprecatedField is null ? "" : $": field '{DeprecatedField}'");

    /// <inheritdoc/>
    public override string ToString() => $"{Code} ({Title}): {Message}";
}
