namespace Falco.Rules.Compilation.Operators.Literals;

/// <summary>Literals that a value may begin with.</summary>
internal sealed class PrefixTrie(IEnumerable<Literal> literals) : AffixTrie<FrontEnd>(literals);
