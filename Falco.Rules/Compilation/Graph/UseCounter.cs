namespace Falco.Rules.Compilation.Graph;

/// <summary>Counts how many places need each node: a part that stands in one place needs no memory of its own.</summary>
internal sealed class UseCounter
{
    private readonly HashSet<GraphNode> _demands = [];
    private readonly HashSet<GraphNode> _visited = [];

    public static void Count(IEnumerable<GraphNode> conditions)
    {
        var counter = new UseCounter();
        foreach (GraphNode condition in conditions)
            counter.CountDemands(condition);
    }

    // However many rules demand the same, their block asks once.
    private void CountDemands(GraphNode condition)
    {
        foreach (GraphNode demand in RuleBlockBuilder.Demands(condition))
        {
            if (_demands.Add(demand))
                demand.Uses++;
            Visit(demand);
        }
    }

    private void Visit(GraphNode node)
    {
        if (!_visited.Add(node))
            return;
        foreach (GraphNode child in node.Children)
        {
            child.Uses++;
            Visit(child);
        }
    }
}
