using Falco.Rules.Compilation.Graph.Checks;
using Falco.Rules.Engine;

namespace Falco.Rules.Compilation.Graph;

/// <summary>Makes predicates of nodes, and decides where the result of each is remembered.</summary>
internal sealed class PredicateEmitter(RuleOptimizations optimizations)
{
    // Below this a check costs no more than looking its result up.
    private const int CheapCost = 12;

    private readonly Dictionary<GraphNode, Predicate> _remembered = [];
    private readonly Dictionary<GraphNode, Predicate> _plain = [];
    private int _eventSlots;
    private int _threadBits;
    private int _lineageBits;
    private int _descriptorBits;
    private int _candidateWords;

    /// <summary>The room that all predicates made so far need.</summary>
    public MemoLayout Layout => new(_eventSlots, Words(_threadBits), Words(_lineageBits), Words(_descriptorBits), _candidateWords);

    /// <summary>Whether what depends on threads is remembered on them.</summary>
    public bool RemembersThreads => Uses(RuleOptimizations.ThreadMemory);

    /// <summary>Whether what depends on descriptors is remembered on them.</summary>
    public bool RemembersDescriptors => Uses(RuleOptimizations.DescriptorMemory);

    /// <summary>Reserves words of bits on threads, beside those of predicates.</summary>
    /// <returns>The first.</returns>
    public int ReserveThreadWords(int count) => ReserveWords(ref _threadBits, count);

    /// <summary>Reserves words of bits on threads for what depends on ancestors.</summary>
    /// <inheritdoc cref="ReserveThreadWords"/>
    public int ReserveLineageWords(int count) => ReserveWords(ref _lineageBits, count);

    /// <summary>Reserves words of bits on descriptors.</summary>
    /// <inheritdoc cref="ReserveThreadWords"/>
    public int ReserveDescriptorWords(int count) => ReserveWords(ref _descriptorBits, count);

    /// <summary>Makes room for the candidates among the rules of an event type, in words.</summary>
    public void ReserveCandidates(int words) => _candidateWords = Math.Max(_candidateWords, words);

    /// <summary>A predicate that is evaluated at most once while what it depends on is unchanged.</summary>
    public Predicate EmitRemembered(GraphNode node)
    {
        if (_remembered.TryGetValue(node, out Predicate? known))
            return known;
        Predicate part = EmitPlain(node);
        Predicate predicate = node.Scope switch
        {
            PredicateScope.Thread when RemembersThreads => new ThreadMemoPredicate(part, _threadBits++),
            PredicateScope.Lineage when RemembersThreads => new LineageMemoPredicate(part, _lineageBits++),
            PredicateScope.Descriptor when RemembersDescriptors => new DescriptorMemoPredicate(Shared(node, part), _descriptorBits++),
            _ => Shared(node, part),
        };
        _remembered.Add(node, predicate);
        return predicate;
    }

    /// <summary>A predicate that is evaluated whenever it is asked; its parts may remember.</summary>
    public Predicate EmitPlain(GraphNode node)
    {
        if (_plain.TryGetValue(node, out Predicate? known))
            return known;
        Predicate predicate = node.Kind switch
        {
            GraphNodeKind.Check => CheckPredicates.Create(node.Check!, optimizations),
            GraphNodeKind.All or GraphNodeKind.Any => EmitCombination(node),
            GraphNodeKind.Not => new NotPredicate(EmitPart(node, node.Children[0])),
            _ => throw new ArgumentException("Constants fold away.", nameof(node)),
        };
        _plain.Add(node, predicate);
        return predicate;
    }

    private Predicate EmitCombination(GraphNode node)
    {
        bool isAny = node.Kind == GraphNodeKind.Any;
        List<Predicate> parts = [];
        HashSet<GraphNode> done = [];
        foreach (GraphNode child in node.Children)
        {
            if (!done.Add(child))
                continue;
            List<BoundCheck> checks = ChecksOfSameField(node, child, done);
            if (checks.Count < 2)
                parts.Add(EmitPart(node, child));
            else
                parts.Add(isAny ? CheckPredicates.CreateAny(checks, optimizations) : CheckPredicates.CreateAll(checks, optimizations));
        }

        if (parts.Count == 1)
            return parts[0];
        return isAny ? new AnyPredicate([.. parts]) : new AllPredicate([.. parts]);
    }

    // Parts that are evaluated here and nowhere else, and read the same field: it is read once for all of them.
    private List<BoundCheck> ChecksOfSameField(GraphNode whole, GraphNode first, HashSet<GraphNode> done)
    {
        List<BoundCheck> checks = [];
        if (!Uses(RuleOptimizations.SharedReadings) || !IsOwnTest(whole, first))
            return checks;
        string field = FieldOf(first);
        foreach (GraphNode child in whole.Children)
        {
            if (!IsOwnTest(whole, child) || FieldOf(child) != field)
                continue;
            done.Add(child);
            checks.Add(child.Check!);
        }

        return checks;
    }

    private static bool IsOwnTest(GraphNode whole, GraphNode part) =>
        part.Check is { } check && CheckPredicates.IsValueTest(check) && part.Scope == whole.Scope && part.Uses <= 1;

    private static string FieldOf(GraphNode node) => ((BoundField)node.Check!.Left).Source.Text;

    // A part that changes no more seldom than the whole, and stands nowhere else, is remembered with the whole.
    private Predicate EmitPart(GraphNode whole, GraphNode part) =>
        part.Scope != whole.Scope || part.Uses > 1 ? EmitRemembered(part) : EmitPlain(part);

    private Predicate Shared(GraphNode node, Predicate part) =>
        Uses(RuleOptimizations.SharedResults) && node.Uses > 1 && node.Cost > CheapCost ? new EventMemoPredicate(part, _eventSlots++) : part;

    private bool Uses(RuleOptimizations optimization) => (optimizations & optimization) != 0;

    private static int Words(int bits) => (bits + 63) / 64;

    private static int ReserveWords(ref int bits, int count)
    {
        int word = Words(bits);
        bits = (word + count) * 64;
        return word;
    }
}
