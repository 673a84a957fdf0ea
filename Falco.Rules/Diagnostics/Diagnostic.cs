namespace Falco.Rules.Diagnostics;

/// <summary>Something that is wrong with what a person wrote.</summary>
/// <param name="Code">The code: the reference's, where it has one (<c>LOAD_ERR_VALIDATE</c>).</param>
/// <param name="Severity">Whether it prevents loading.</param>
/// <param name="Message">What is wrong, in the reference's words where it has some.</param>
/// <param name="Locations">Where, from the outermost place (the file) to the innermost (the expression).</param>
public sealed record Diagnostic(string Code, DiagnosticSeverity Severity, string Message, IReadOnlyList<DiagnosticLocation> Locations)
{
    /// <summary>The line of the source with a caret under the place.</summary>
    public string Snippet { get; init; } = "";

    /// <summary>What to do about it.</summary>
    public string Help { get; init; } = "";
}

/// <summary>How bad a diagnostic is.</summary>
public enum DiagnosticSeverity
{
    /// <summary>The content works, but perhaps not as meant.</summary>
    Warning,

    /// <summary>The content cannot be used.</summary>
    Error,
}

/// <summary>One place in the chain that leads to a diagnostic.</summary>
/// <param name="Name">The file, or the quoted condition.</param>
/// <param name="Position">The place; lines and columns of files are 0-based.</param>
/// <param name="ItemType">What stands there, for instance <c>rule</c>.</param>
/// <param name="ItemName">Its name; empty if it has none.</param>
public sealed record DiagnosticLocation(string Name, Language.SourcePosition Position, string ItemType, string ItemName);
