namespace Falco.Rules.Compilation.Graph;

/// <summary>Counts how many places need each node: a part that stands in one place needs no memory of its own.</summary>
internal sealed class UseCounter
{
    private readonly HashSet<GraphNode> _demands = [];
    private readonly HashSet<GraphNode> _visited = [];

    public static void Count(IEnumerable<GraphNode> demands)
    {
        var counter = new UseCounter();
        foreach (GraphNode demand in demands)
        {
            // However many rules demand the same, their block asks once.
            if (counter._demands.Add(demand))
                demand.Uses++;
            counter.Visit(demand);
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
