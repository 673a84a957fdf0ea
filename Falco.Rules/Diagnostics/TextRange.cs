namespace Falco.Rules.Diagnostics;

/// <summary>A part of a file.</summary>
/// <param name="File">The name of the file.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it has ended: the place behind its last character.</param>
public sealed record TextRange(string File, TextPosition Start, TextPosition End)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}:{Start}";
}
