using Falco.Rules.Compilation.Operators;
using Falco.Rules.Compilation.Operators.Literals;
using Falco.Rules.Engine;
using Falco.Rules.Language;

namespace Falco.Rules.Compilation.Graph.Checks;

/// <summary>Puts the constants of checks of one field, of which one must hold, together by what is asked of the value.</summary>
internal sealed class LiteralFamilies(RuleOptimizations optimizations)
{
    // Measured on paths of 60 bytes: up to there one comparison after the other, of which most end at the first byte, is as fast.
    private const int FewPrefixes = 5;
    private const int FewSuffixes = 2;

    // On names, paths and command lines; a search whatever the case is faster by vectors even for one.
    private const int FewNeedles = 2;

    private readonly List<byte[]> _members = [];
    private readonly List<byte[]> _prefixes = [];
    private readonly List<byte[]> _suffixes = [];
    private readonly List<byte[]> _paths = [];
    private readonly List<byte[]> _needles = [];
    private readonly List<byte[]> _foldedNeedles = [];

    /// <summary>Adds the constants of a check; false if they are of no family, or one that is switched off.</summary>
    public bool TryAdd(BoundCheck check)
    {
        if (check.Left.IsList || !check.Left.HasFixedType || check.Left.Type.Group() is not (TypeGroup.Text or TypeGroup.Buffer) || FamilyOf(check) is not { } family)
            return false;
        family.AddRange(check.Constants.Select(constant => constant.Bytes));
        return true;
    }

    /// <summary>The tests of which one must hold, cheap ones first.</summary>
    public IEnumerable<ValueTest> MakeTests()
    {
        if (_members.Count == 1)
            yield return new BytesEqualTest(_members[0]);
        else if (_members.Count != 0)
            yield return new LiteralTest(new EqualityIndex(Literals(_members)));
        foreach (ValueTest test in Make(_prefixes, FewPrefixes, bytes => new PrefixTest(bytes), literals => new PrefixTrie(literals)))
            yield return test;
        foreach (ValueTest test in Make(_suffixes, FewSuffixes, bytes => new SuffixTest(bytes), literals => new SuffixTrie(literals)))
            yield return test;
        if (_paths.Count != 0)
            yield return new LiteralTest(new PathTrie(Literals(_paths)));
        foreach (ValueTest test in Make(_needles, FewNeedles, bytes => new PartTest(bytes), literals => new NeedleSet(literals)))
            yield return test;
        if (_foldedNeedles.Count != 0)
            yield return new LiteralTest(new NeedleSet(Literals(_foldedNeedles), ignoreCase: true));
    }

    private static IEnumerable<ValueTest> Make(
        List<byte[]> family, int few, Func<byte[], ValueTest> one, Func<IEnumerable<Literal>, LiteralIndex> many) =>
        family.Count <= few ? family.Select(one) : [new LiteralTest(many(Literals(family)))];

    // Nobody asks which one it was.
    private static IEnumerable<Literal> Literals(List<byte[]> family) => family.Select(bytes => new Literal(bytes, 0));

    // The binder's test decides where operator and constants do not tell all: it is replaced only where its kind says that they do.
    private List<byte[]>? FamilyOf(BoundCheck check) => check switch
    {
        { Test: SetTest, Modifier: OperatorModifier.None } => Family(ComparisonOperator.Equal),
        { Test: PathTest, Modifier: OperatorModifier.None } => Family(ComparisonOperator.PMatch),
        { Test: ConstantTest, Modifier: OperatorModifier.None, Operation: { } operation } => Family(operation),
        { Test: ModifiedTest, Modifier: OperatorModifier.AnyOf, Operation: { } operation } => Family(operation),
        _ => null,
    };

    private List<byte[]>? Family(ComparisonOperator operation) => operation switch
    {
        ComparisonOperator.Equal when Uses(RuleOptimizations.HashedSets) => _members,
        ComparisonOperator.StartsWith or ComparisonOperator.BStartsWith when Uses(RuleOptimizations.LiteralTries) => _prefixes,
        ComparisonOperator.EndsWith when Uses(RuleOptimizations.LiteralTries) => _suffixes,
        ComparisonOperator.PMatch when Uses(RuleOptimizations.LiteralTries) => _paths,
        ComparisonOperator.Contains or ComparisonOperator.BContains when Uses(RuleOptimizations.NeedleSearch) => _needles,
        ComparisonOperator.IContains when Uses(RuleOptimizations.NeedleSearch) => _foldedNeedles,
        _ => null,
    };

    private bool Uses(RuleOptimizations optimization) => (optimizations & optimization) != 0;
}
