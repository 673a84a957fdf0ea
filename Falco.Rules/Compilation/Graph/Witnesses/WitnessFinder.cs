using System.Diagnostics.CodeAnalysis;
using Falco.Core.Fields;
using Falco.Rules.Compilation.Operators;
using Falco.Rules.Language;

namespace Falco.Rules.Compilation.Graph.Witnesses;

/// <summary>
/// Finds what must occur in an event for a condition to hold. A missing value makes every comparison false, so a comparison that is
/// demanded and not negated can be such a witness, and an alternative of several; what is negated never is.
/// </summary>
internal sealed class WitnessFinder
{
    private readonly Dictionary<GraphNode, Witness[]> _found = [];

    /// <summary>The witnesses among which an index may choose: any of them is enough.</summary>
    public Witness[] Find(GraphNode condition)
    {
        if (!_found.TryGetValue(condition, out Witness[]? witnesses))
        {
            witnesses = condition.Kind switch
            {
                GraphNodeKind.Check => TryRead(condition.Check!, out Witness? witness) ? [witness] : [],
                GraphNodeKind.All => [.. condition.Children.ToArray().SelectMany(Find)],
                GraphNodeKind.Any => FindJoint(condition),
                _ => [],
            };
            _found.Add(condition, witnesses);
        }

        return witnesses;
    }

    // Of each alternative the one with the fewest literals: how often a literal occurs is not known yet.
    private Witness[] FindJoint(GraphNode any)
    {
        List<Witness> parts = [];
        foreach (GraphNode child in any.Children)
        {
            Witness? least = Find(child).MinBy(witness => witness.Literals.Count);
            if (least is null)
                return [];
            parts.Add(least);
        }

        return [Witness.Join(parts)];
    }

    private static bool TryRead(BoundCheck check, [NotNullWhen(true)] out Witness? witness)
    {
        witness = null;
        if (check is not { Right: null, Operation: { } operation, Left: BoundField { Comparison: FieldComparison.Value, IsList: false } field })
            return false;
        TypeGroup group = field.Type.Group();
        if (OperatorOf(group, operation) is not { } literal || !AnyConstantIsEnough(check))
            return false;
        witness = new Witness(
        [
            .. check.Constants.Select(constant => new WitnessLiteral(
                field.Source.Text, field, literal, field.Type.IsBytes() ? constant.Bytes : BitConverter.GetBytes(constant.Number))),
        ]);
        return true;
    }

    // The binder's test decides what a check means; where it is of another kind, operator and constants do not tell all.
    private static bool AnyConstantIsEnough(BoundCheck check) => check switch
    {
        { Test: ConstantTest or SetTest or PathTest, Modifier: OperatorModifier.None } => true,
        { Test: ModifiedTest, Modifier: OperatorModifier.AnyOf } => true,
        _ => false,
    };

    private static LiteralOperator? OperatorOf(TypeGroup group, ComparisonOperator operation) => (group, operation) switch
    {
        (TypeGroup.Text or TypeGroup.Buffer or TypeGroup.Signed or TypeGroup.Unsigned or TypeGroup.Bool, ComparisonOperator.Equal or ComparisonOperator.In)
            => LiteralOperator.Equals,
        (TypeGroup.Address, ComparisonOperator.Equal) => LiteralOperator.Equals,
        (TypeGroup.Text or TypeGroup.Buffer, ComparisonOperator.StartsWith or ComparisonOperator.BStartsWith) => LiteralOperator.StartsWith,
        (TypeGroup.Text or TypeGroup.Buffer, ComparisonOperator.EndsWith) => LiteralOperator.EndsWith,
        (TypeGroup.Text or TypeGroup.Buffer, ComparisonOperator.PMatch) => LiteralOperator.LiesBelow,
        (TypeGroup.Text or TypeGroup.Buffer, ComparisonOperator.Contains or ComparisonOperator.BContains) => LiteralOperator.Contains,
        _ => null,
    };
}
