using System.Numerics;
using Falco.Rules.Engine;

namespace Falco.Rules.Compilation.Graph;

/// <summary>Lays out a block: splits conditions into what they demand, and orders the demands.</summary>
internal sealed class RuleBlockBuilder(PredicateEmitter emitter, RuleOptimizations optimizations)
{
    // Words of bits are shared by blocks whose rules demand the same of a thread, as the versions of one system call do.
    private readonly Dictionary<string, ScopedDemands> _demands = [];

    /// <summary>Makes a block of up to 64 rules.</summary>
    public RuleBlock Build(IReadOnlyList<(int Rule, GraphNode Condition)> rules)
    {
        GraphNode?[] thread = new GraphNode?[rules.Count];
        GraphNode?[] lineage = new GraphNode?[rules.Count];
        Dictionary<GraphNode, ulong> gates = [];
        for (int i = 0; i < rules.Count; i++)
        {
            foreach (GraphNode demand in Demands(rules[i].Condition))
            {
                if (emitter.RemembersThreads && demand.Scope == PredicateScope.Thread)
                    thread[i] = demand;
                else if (emitter.RemembersThreads && demand.Scope == PredicateScope.Lineage)
                    lineage[i] = demand;
                else
                    gates[demand] = gates.GetValueOrDefault(demand) | (1UL << i);
            }
        }

        return new RuleBlock([.. rules.Select(rule => rule.Rule)])
        {
            Thread = ScopedDemands(thread, isLineage: false),
            Lineage = ScopedDemands(lineage, isLineage: true),
            Wide = Arrange(gates.Where(gate => BitOperations.PopCount(gate.Value) > 1)),
            Narrow = Arrange(gates.Where(gate => BitOperations.PopCount(gate.Value) == 1)),
        };
    }

    /// <summary>What a rule with a condition demands, each by itself.</summary>
    public GraphNode[] Demands(GraphNode condition) => condition.Kind switch
    {
        GraphNodeKind.True => [],

        // The factory has put what depends on the thread into one part, and what depends on its lineage into another.
        GraphNodeKind.All when (optimizations & RuleOptimizations.SharedDemands) != 0
            && condition.Scope is not (PredicateScope.Thread or PredicateScope.Lineage) => condition.Children.ToArray(),
        _ => [condition],
    };

    private ScopedDemands? ScopedDemands(GraphNode?[] demands, bool isLineage)
    {
        if (Array.TrueForAll(demands, demand => demand is null))
            return null;
        string key = $"{isLineage}:{string.Join(',', demands.Select(demand => demand?.Id ?? -1))}";
        if (!_demands.TryGetValue(key, out ScopedDemands? known))
        {
            Predicate?[] predicates = Array.ConvertAll(demands, demand => demand is null ? null : emitter.EmitRemembered(demand));
            int word = isLineage ? emitter.ReserveLineageWords(1) : emitter.ReserveThreadWords(1);
            known = new ScopedDemands(predicates, word, isLineage);
            _demands.Add(key, known);
        }

        return known;
    }

    // First what dismisses many rules for little. That something is absent is no news: "not" seldom dismisses.
    private Gate[] Arrange(IEnumerable<KeyValuePair<GraphNode, ulong>> gates) =>
    [
        .. gates
            .OrderByDescending(gate => (double)BitOperations.PopCount(gate.Value) / (gate.Key.Cost + (gate.Key.Kind == GraphNodeKind.Not ? 500 : 0)))
            .ThenBy(gate => gate.Key.Id)
            .Select(gate => new Gate(emitter.EmitRemembered(gate.Key), gate.Value)),
    ];
}
