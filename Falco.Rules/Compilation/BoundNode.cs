using Falco.Rules.Compilation.Operators;
using Falco.Rules.Language;

namespace Falco.Rules.Compilation;

/// <summary>A node of a condition whose fields, types and constants are known. Immutable.</summary>
internal abstract record BoundNode;

/// <summary>All children hold.</summary>
internal sealed record BoundAnd(IReadOnlyList<BoundNode> Children) : BoundNode;

/// <summary>At least one child holds.</summary>
internal sealed record BoundOr(IReadOnlyList<BoundNode> Children) : BoundNode;

/// <summary>The child does not hold.</summary>
internal sealed record BoundNot(BoundNode Child) : BoundNode;

/// <summary>
/// One comparison. False whenever the left side, or a right side that is read from the event, has no value, whatever the operator.
/// </summary>
/// <param name="Left">What is read.</param>
/// <param name="Operation">How it is compared; <see langword="null"/> for <c>exists</c>.</param>
/// <param name="Modifier">How a list of constants is used.</param>
/// <param name="Constants">What it is compared with; empty if <paramref name="Right"/> is set.</param>
/// <param name="Right">What is read to be compared with, or <see langword="null"/>.</param>
/// <param name="Text">The printed check: equal checks have equal texts and are evaluated once.</param>
internal sealed record BoundCheck(
    BoundOperand Left,
    ComparisonOperator? Operation,
    OperatorModifier Modifier,
    IReadOnlyList<BoundConstant> Constants,
    BoundOperand? Right,
    string Text) : BoundNode
{
    /// <summary>
    /// Operator, modifier and constants made into one test of the value on the left; <see langword="null"/> for <c>exists</c> and where
    /// <see cref="Right"/> is set. Where the two disagree (a quirk of the reference that is kept), the test is right.
    /// </summary>
    public ValueTest? Test { get; init; }
}
