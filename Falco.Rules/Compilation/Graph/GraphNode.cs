using System.Diagnostics;

namespace Falco.Rules.Compilation.Graph;

/// <summary>What a node of the graph is.</summary>
internal enum GraphNodeKind : byte
{
    /// <summary>Always false.</summary>
    False,

    /// <summary>Always true.</summary>
    True,

    /// <summary>A comparison.</summary>
    Check,

    /// <summary>All children hold.</summary>
    All,

    /// <summary>At least one child holds.</summary>
    Any,

    /// <summary>The child does not hold.</summary>
    Not,
}

/// <summary>
/// A condition, or a part of one, while a rule set is compiled. Equal parts are the same object, in whatever rule they stand and for
/// whatever event type they were specialised.
/// </summary>
[DebuggerDisplay("#{Id} {Kind} {Scope}")]
internal sealed class GraphNode(int id, GraphNodeKind kind, GraphNode[] children, BoundCheck? check, PredicateScope scope, int cost)
{
    /// <summary>The number of the node; nodes are equal exactly if their numbers are.</summary>
    public int Id => id;

    public GraphNodeKind Kind => kind;

    public ReadOnlySpan<GraphNode> Children => children;

    /// <summary>The comparison of a <see cref="GraphNodeKind.Check"/>.</summary>
    public BoundCheck? Check => check;

    public PredicateScope Scope => scope;

    /// <summary>A rough measure of the time that evaluation takes when nothing is remembered, nanoseconds.</summary>
    public int Cost => cost;

    /// <summary>How many places need the node.</summary>
    public int Uses { get; set; }
}
