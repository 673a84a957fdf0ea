namespace Falco.Rules.Compilation.Graph;

/// <summary>A predicate that several rules of a block demand: where it does not hold, none of them does.</summary>
/// <param name="Predicate">What is demanded.</param>
/// <param name="Rules">The rules that demand it, as bits.</param>
internal readonly record struct Gate(Predicate Predicate, ulong Rules);
