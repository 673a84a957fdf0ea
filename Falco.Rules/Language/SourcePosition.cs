namespace Falco.Rules.Language;

/// <summary>A place in a condition or a file.</summary>
/// <param name="Offset">Bytes from the start, 0-based.</param>
/// <param name="Line">The line, 1-based in conditions.</param>
/// <param name="Column">The column, 1-based in conditions.</param>
public readonly record struct SourcePosition(int Offset, int Line, int Column);
