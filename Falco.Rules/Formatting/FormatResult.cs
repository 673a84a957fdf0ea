using Falco.Rules.Diagnostics;

namespace Falco.Rules.Formatting;

/// <summary>What formatting a rule file gave. Immutable.</summary>
/// <param name="Text">The formatted text; the text as it was if it cannot be formatted.</param>
/// <param name="IsChanged">Whether it differs from what was given.</param>
/// <param name="Problem">Why it cannot be formatted, or <see langword="null"/>.</param>
public sealed record FormatResult(string Text, bool IsChanged, Diagnostic? Problem);
