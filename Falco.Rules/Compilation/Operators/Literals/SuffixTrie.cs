namespace Falco.Rules.Compilation.Operators.Literals;

/// <summary>Literals that a value may end with.</summary>
internal sealed class SuffixTrie(IEnumerable<Literal> literals) : AffixTrie<BackEnd>(literals);
