using System.Globalization;
using System.Text;
using Falco.Rules.Compilation.Graph.Checks;

namespace Falco.Rules.Compilation.Graph;

/// <summary>Makes nodes, simplified, and each only once.</summary>
internal sealed class GraphNodeFactory
{
    private readonly Dictionary<BoundCheck, GraphNode> _bound = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, GraphNode> _checks = [];
    private readonly Dictionary<string, GraphNode> _combinations = [];
    private int _nextId;

    public GraphNodeFactory()
    {
        False = new GraphNode(_nextId++, GraphNodeKind.False, [], null, PredicateScope.Thread, 0);
        True = new GraphNode(_nextId++, GraphNodeKind.True, [], null, PredicateScope.Thread, 0);
    }

    public GraphNode False { get; }

    public GraphNode True { get; }

    public GraphNode Constant(bool value) => value ? True : False;

    /// <summary>A comparison. Equal comparisons print alike.</summary>
    public GraphNode Check(BoundCheck check)
    {
        // The text of a check with many constants is long, and every type of event asks for it.
        if (_bound.TryGetValue(check, out GraphNode? node))
            return node;
        if (!_checks.TryGetValue(check.Text, out node))
        {
            PredicateScope scope = PredicateScopes.Of(check);
            node = new GraphNode(_nextId++, GraphNodeKind.Check, [], check, scope, CheckCost.Of(check));
            _checks.Add(check.Text, node);
        }

        _bound.Add(check, node);
        return node;
    }

    public GraphNode Not(GraphNode child) => child.Kind switch
    {
        GraphNodeKind.True => False,
        GraphNodeKind.False => True,
        GraphNodeKind.Not => child.Children[0],
        _ => Combine(GraphNodeKind.Not, [child]),
    };

    public GraphNode All(IEnumerable<GraphNode> children) => Join(GraphNodeKind.All, children, neutral: True, absorbing: False);

    public GraphNode Any(IEnumerable<GraphNode> children) => Join(GraphNodeKind.Any, children, neutral: False, absorbing: True);

    private GraphNode Join(GraphNodeKind kind, IEnumerable<GraphNode> children, GraphNode neutral, GraphNode absorbing)
    {
        List<GraphNode> parts = [];
        foreach (GraphNode child in children)
            Flatten(kind, child, neutral, parts);

        HashSet<GraphNode> distinct = [.. parts];
        bool isSettled = distinct.Contains(absorbing)
            || parts.Exists(part => part.Kind == GraphNodeKind.Not && distinct.Contains(part.Children[0]));
        return isSettled ? absorbing : Combine(kind, Arrange(kind, parts), neutral);
    }

    private static void Flatten(GraphNodeKind kind, GraphNode node, GraphNode neutral, List<GraphNode> parts)
    {
        if (node.Kind == kind)
        {
            foreach (GraphNode child in node.Children)
                Flatten(kind, child, neutral, parts);
        }
        else if (node != neutral)
        {
            parts.Add(node);
        }
    }

    // Conditions have no effects and missing values are plain falsehood, so the order of the parts is free. What depends on the thread
    // alone, or on its lineage, is put together to be remembered as one bit; the cheapest goes first.
    private List<GraphNode> Arrange(GraphNodeKind kind, List<GraphNode> parts)
    {
        List<GraphNode> arranged = [.. parts.Distinct().OrderBy(part => part.Cost).ThenBy(part => part.Id)];
        foreach (PredicateScope scope in (ReadOnlySpan<PredicateScope>)[PredicateScope.Thread, PredicateScope.Lineage])
        {
            List<GraphNode> group = arranged.FindAll(part => part.Scope == scope);
            if (group.Count < 2 || group.Count == arranged.Count)
                continue;
            arranged.RemoveAll(part => part.Scope == scope);
            arranged.Insert(0, Combine(kind, group, True));
        }

        return arranged;
    }

    private GraphNode Combine(GraphNodeKind kind, List<GraphNode> parts, GraphNode neutral) => parts.Count switch
    {
        0 => neutral,
        1 => parts[0],
        _ => Combine(kind, [.. parts]),
    };

    private GraphNode Combine(GraphNodeKind kind, GraphNode[] children)
    {
        var key = new StringBuilder(kind.ToString());
        foreach (GraphNode child in children)
            key.Append(' ').Append(child.Id.ToString(CultureInfo.InvariantCulture));
        string text = key.ToString();
        if (_combinations.TryGetValue(text, out GraphNode? node))
            return node;

        PredicateScope scope = children[0].Scope;
        int cost = 1;
        foreach (GraphNode child in children)
        {
            scope = PredicateScopes.Join(scope, child.Scope);
            cost += child.Cost;
        }

        node = new GraphNode(_nextId++, kind, children, null, scope, cost);
        _combinations.Add(text, node);
        return node;
    }
}
