namespace Falco.Rules.Diagnostics;

/// <summary>A change of a file that may be what was meant. Nobody applies it unasked.</summary>
/// <param name="Range">What is replaced.</param>
/// <param name="NewText">What takes its place.</param>
public sealed record DiagnosticEdit(TextRange Range, string NewText);
