using Falco.Rules.Compilation.Operators.Literals;
using Falco.Rules.Engine;

namespace Falco.Rules.Compilation.Graph.Witnesses;

/// <summary>Chooses a witness for each rule of an event type, and puts those of one field together.</summary>
internal sealed class WitnessIndexBuilder(PredicateEmitter emitter, RuleOptimizations optimizations)
{
    /// <summary>Fewer rules than this share a field: asking each of them costs no more than reading it for an index.</summary>
    public const int SmallestFamily = 8;

    /// <summary>With fewer rules to leave out, the index takes as long as the blocks, which dismiss many at once, too.</summary>
    public const int FewestRules = 32;

    // What a literal is worth that says little: one of a few bytes occurs in many values.
    private const int ShortLiteral = 3;

    private readonly WitnessFinder _finder = new();

    /// <summary>Makes the index of some rules, in the order of their blocks.</summary>
    /// <returns><see langword="null"/> if too few of them have a witness.</returns>
    public WitnessIndex? Build(IReadOnlyList<(int Rule, GraphNode Condition)> rules)
    {
        if ((optimizations & RuleOptimizations.WitnessIndex) == 0 || rules.Count < FewestRules)
            return null;
        Witness?[] chosen = Choose([.. rules.Select(rule => _finder.Find(rule.Condition))]);
        DropSmallFamilies(chosen);
        if (chosen.Count(witness => witness is not null) < FewestRules)
            return null;

        ulong[] always = new ulong[(rules.Count + 63) / 64];
        for (int i = 0; i < chosen.Length; i++)
        {
            if (chosen[i] is null)
                always[i >> 6] |= 1UL << (i & 63);
        }

        emitter.ReserveCandidates(always.Length);
        ILookup<PredicateScope, WitnessFamily> families = Families(chosen);
        return new WitnessIndex(always)
        {
            OfEvent = [.. families[PredicateScope.Event]],
            OfThread = Remembered(families[PredicateScope.Thread], always.Length, emitter.ReserveThreadWords),
            OfLineage = Remembered(families[PredicateScope.Lineage], always.Length, emitter.ReserveLineageWords),
            OfDescriptor = Remembered(families[PredicateScope.Descriptor], always.Length, emitter.ReserveDescriptorWords),
        };
    }

    // The rarer its literals are among the rules, the fewer rules an event touches that one of them occurs in.
    private static Witness?[] Choose(Witness[][] offered)
    {
        Dictionary<LiteralKey, int> uses = [];
        foreach (Witness[] witnesses in offered)
        {
            foreach (LiteralKey key in witnesses.SelectMany(witness => witness.Literals).Select(literal => literal.Key).Distinct())
                uses[key] = uses.GetValueOrDefault(key) + 1;
        }

        // One that half of the rules share dismisses too few of them to be looked for.
        return Array.ConvertAll(
            offered,
            witnesses => witnesses.Where(witness => witness.Literals.All(literal => uses[literal.Key] * 2 <= offered.Length))
                .MinBy(witness => witness.Literals.Sum(literal => (long)Weight(literal))));

        int Weight(WitnessLiteral literal)
        {
            int weight = uses[literal.Key] * 8 + (int)literal.Operator;
            return literal.Operator != LiteralOperator.Equals && literal.Bytes.Length <= ShortLiteral ? weight + offered.Length : weight;
        }
    }

    private static void DropSmallFamilies(Witness?[] chosen)
    {
        bool isDone;
        do
        {
            Dictionary<string, int> sizes = [];
            foreach (string field in chosen.SelectMany(FieldsOf))
                sizes[field] = sizes.GetValueOrDefault(field) + 1;
            isDone = true;
            for (int i = 0; i < chosen.Length; i++)
            {
                if (FieldsOf(chosen[i]).Any(field => sizes[field] < SmallestFamily))
                {
                    chosen[i] = null;
                    isDone = false;
                }
            }
        }
        while (!isDone);
    }

    private static IEnumerable<string> FieldsOf(Witness? witness) => witness?.Literals.Select(literal => literal.Field).Distinct() ?? [];

    private ILookup<PredicateScope, WitnessFamily> Families(Witness?[] chosen)
    {
        IEnumerable<(WitnessLiteral Literal, int Rule)> all = chosen.SelectMany(
            (witness, rule) => witness?.Literals.Select(literal => (literal, rule)) ?? []);
        return all.GroupBy(item => item.Literal.Field).ToLookup(
            family => ScopeOf(family.First().Literal.Operand),
            family => new WitnessFamily(
                family.First().Literal.Operand,
                [
                    .. family.GroupBy(item => item.Literal.Operator).OrderBy(kind => kind.Key).Select(
                        kind => IndexOf(kind.Key, [.. kind.Select(item => new Literal(item.Literal.Bytes, item.Rule))])),
                ]));
    }

    private PredicateScope ScopeOf(BoundOperand operand) => PredicateScopes.Of(operand.Dependencies) switch
    {
        PredicateScope.Descriptor when emitter.RemembersDescriptors => PredicateScope.Descriptor,
        PredicateScope scope and (PredicateScope.Thread or PredicateScope.Lineage) when emitter.RemembersThreads => scope,
        _ => PredicateScope.Event,
    };

    private static RememberedFamilies? Remembered(IEnumerable<WitnessFamily> families, int words, Func<int, int> reserve)
    {
        WitnessFamily[] all = [.. families];
        return all.Length == 0 ? null : new RememberedFamilies(all, reserve(words));
    }

    private static LiteralIndex IndexOf(LiteralOperator kind, Literal[] literals) => kind switch
    {
        LiteralOperator.Equals => new EqualityIndex(literals),
        LiteralOperator.StartsWith => new PrefixTrie(literals),
        LiteralOperator.EndsWith => new SuffixTrie(literals),
        LiteralOperator.LiesBelow => new PathTrie(literals),
        LiteralOperator.LiesIn => new NetworkIndex(literals),
        LiteralOperator.Contains => new NeedleSet(literals),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
