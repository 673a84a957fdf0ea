using Falco.Rules.Language;

namespace Falco.Rules.Compilation;

/// <summary>The bound condition, or why there is none.</summary>
/// <param name="Condition">The condition; <see langword="null"/> if there is an error.</param>
/// <param name="Error">What is wrong, in the reference's words.</param>
/// <param name="ErrorPosition">Where.</param>
/// <param name="Warnings">What may not be meant, with the place of each.</param>
internal sealed record BindingResult(
    BoundNode? Condition, string? Error, SourcePosition ErrorPosition, IReadOnlyList<BindingWarning> Warnings);

/// <summary>Something in a condition that may not be meant.</summary>
internal sealed record BindingWarning(string Message, SourcePosition Position);
