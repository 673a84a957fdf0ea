using System.Buffers;
using Falco.Core.Events;
using Falco.Rules.Engine;

namespace Falco.Rules.Compilation.Graph;

/// <summary>Brings a condition into the graph as it is for each event type: what the type settles is a constant.</summary>
/// <remarks>Types that settle the same are many, and one node serves them all.</remarks>
internal sealed class ConditionSpecializer
{
    private const char Open = '?';
    private const char Held = '1';
    private const char Failed = '0';

    private readonly GraphNodeFactory _nodes;
    private readonly BoundNode _condition;
    private readonly RuleOptimizations _optimizations;
    private readonly List<BoundCheck> _checks = [];
    private readonly Dictionary<string, GraphNode>.AlternateLookup<ReadOnlySpan<char>> _known =
        new Dictionary<string, GraphNode>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    public ConditionSpecializer(GraphNodeFactory nodes, BoundNode condition, RuleOptimizations optimizations)
    {
        _nodes = nodes;
        _condition = condition;
        _optimizations = optimizations;
        Collect(condition);
    }

    /// <summary>The condition for events of a type.</summary>
    public GraphNode Specialize(EventTypeInfo type)
    {
        char[] buffer = ArrayPool<char>.Shared.Rent(_checks.Count);
        Span<char> settled = buffer.AsSpan(0, _checks.Count);
        for (int i = 0; i < settled.Length; i++)
            settled[i] = Settle(_checks[i], type);
        if (!_known.TryGetValue(settled, out GraphNode? node))
        {
            int next = 0;
            node = Build(_condition, settled, ref next);
            _known[settled] = node;
        }

        ArrayPool<char>.Shared.Return(buffer);
        return node;
    }

    private void Collect(BoundNode node)
    {
        switch (node)
        {
            case BoundCheck check:
                _checks.Add(check);
                break;
            case BoundNot not:
                Collect(not.Child);
                break;
            case BoundAnd and:
                foreach (BoundNode child in and.Children)
                    Collect(child);
                break;
            case BoundOr or:
                foreach (BoundNode child in or.Children)
                    Collect(child);
                break;
            default:
                throw new ArgumentException($"A condition has no {node.GetType().Name}.", nameof(node));
        }
    }

    private char Settle(BoundCheck check, EventTypeInfo type)
    {
        if ((_optimizations & RuleOptimizations.TypeSpecialization) == 0)
            return Open;

        // A missing value makes every comparison false, whatever the operator.
        if (!check.Left.CanHave(type) || check.Right?.CanHave(type) == false)
            return Failed;
        return !TypeConstant.TryFold(check, type, out bool value) ? Open : value ? Held : Failed;
    }

    // Walks as Collect does, so that the next check is the next character.
    private GraphNode Build(BoundNode node, ReadOnlySpan<char> settled, ref int next)
    {
        switch (node)
        {
            case BoundNot not:
                return _nodes.Not(Build(not.Child, settled, ref next));
            case BoundAnd and:
                return _nodes.All(BuildAll(and.Children, settled, ref next));
            case BoundOr or:
                return _nodes.Any(BuildAll(or.Children, settled, ref next));
            default:
                char outcome = settled[next++];
                return outcome == Open ? _nodes.Check((BoundCheck)node) : _nodes.Constant(outcome == Held);
        }
    }

    private GraphNode[] BuildAll(IReadOnlyList<BoundNode> children, ReadOnlySpan<char> settled, ref int next)
    {
        GraphNode[] built = new GraphNode[children.Count];
        for (int i = 0; i < built.Length; i++)
            built[i] = Build(children[i], settled, ref next);
        return built;
    }
}
