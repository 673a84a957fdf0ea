namespace Falco.Rules.Language;

/// <summary>A node of the syntax tree of a condition. Immutable.</summary>
/// <param name="Position">Where the node begins.</param>
public abstract record ConditionNode(SourcePosition Position);

/// <summary>All children hold.</summary>
public sealed record AndNode(IReadOnlyList<ConditionNode> Children, SourcePosition Position) : ConditionNode(Position);

/// <summary>At least one child holds.</summary>
public sealed record OrNode(IReadOnlyList<ConditionNode> Children, SourcePosition Position) : ConditionNode(Position);

/// <summary>The child does not hold.</summary>
public sealed record NotNode(ConditionNode Child, SourcePosition Position) : ConditionNode(Position);

/// <summary>A bare identifier: the name of a macro.</summary>
public sealed record MacroNode(string Name, SourcePosition Position) : ConditionNode(Position);

/// <summary><c>operand exists</c>.</summary>
public sealed record ExistsNode(OperandNode Left, SourcePosition Position) : ConditionNode(Position);

/// <summary><c>operand operator [modifier] operand</c>.</summary>
public sealed record ComparisonNode(
    OperandNode Left, ComparisonOperator Operator, OperatorModifier Modifier, OperandNode Right, SourcePosition Position)
    : ConditionNode(Position)
{
    /// <summary>Whether the operator was written <c>==</c>; printed as written.</summary>
    public bool IsDoubleEquals { get; init; }
}
