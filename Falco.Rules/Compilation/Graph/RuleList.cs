using Falco.Rules.Compilation.Graph.Witnesses;

namespace Falco.Rules.Compilation.Graph;

/// <summary>The rules that events of a type can meet. Immutable.</summary>
/// <param name="Blocks">The rules in blocks, in the order of evaluation.</param>
/// <param name="Index">Tells which of them can hold for an event, a word a block; <see langword="null"/> if all are asked.</param>
internal sealed record RuleList(RuleBlock[] Blocks, WitnessIndex? Index);
