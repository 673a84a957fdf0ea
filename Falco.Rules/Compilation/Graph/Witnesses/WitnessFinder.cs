using System.Diagnostics.CodeAnalysis;
using Falco.Core.Fields;
using Falco.Rules.Compilation.Operators;
using Falco.Rules.Compilation.Operators.Literals;
using Falco.Rules.Language;

namespace Falco.Rules.Compilation.Graph.Witnesses;

/// <summary>
/// Finds what must occur in an event for a condition to hold. A missing value makes every comparison false, so a comparison that is
/// demanded and not negated can be such a witness, and an alternative of several; what is negated never is.
/// </summary>
internal sealed class WitnessFinder
{
    // Of longer lists each rule would have its entries in the index, and few are selective.
    private const int MostLiterals = 1024;

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
        if (check is not { Right: null, Operation: { } operation, Left: BoundField { Comparison: FieldComparison.Value, IsList: false } field }
            || !field.HasFixedType || check.Constants.Count > MostLiterals)
        {
            return false;
        }

        if (!AnyConstantIsEnough(check))
            return false;
        List<WitnessLiteral> literals = [];
        foreach (BoundConstant constant in check.Constants)
        {
            if (Read(field.Type.Group(), operation, constant) is not { } literal)
                return false;
            literals.Add(new WitnessLiteral(field.Source.Text, field, literal.Operator, literal.Bytes));
        }

        witness = new Witness(literals);
        return true;
    }

    // The binder's test decides what a check means; where it is of another kind, operator and constants do not tell all.
    private static bool AnyConstantIsEnough(BoundCheck check) => check switch
    {
        { Test: ConstantTest or NetworkTest or SetTest or PathTest, Modifier: OperatorModifier.None } => true,
        { Test: ModifiedTest, Modifier: OperatorModifier.AnyOf } => true,
        _ => false,
    };

    private static (LiteralOperator Operator, byte[] Bytes)? Read(TypeGroup group, ComparisonOperator operation, BoundConstant constant) =>
        (group, operation) switch
        {
            (TypeGroup.Signed or TypeGroup.Unsigned or TypeGroup.Bool, ComparisonOperator.Equal or ComparisonOperator.In)
                => (LiteralOperator.Equals, BitConverter.GetBytes(constant.Number)),
            (TypeGroup.Network, ComparisonOperator.Equal or ComparisonOperator.In) => (LiteralOperator.LiesIn, NetworkIndex.LiteralOf(constant)),
            (TypeGroup.Address, ComparisonOperator.Equal or ComparisonOperator.In) => (LiteralOperator.Equals, constant.Bytes),
            (TypeGroup.Text or TypeGroup.Buffer, _) => operation switch
            {
                ComparisonOperator.Equal or ComparisonOperator.In => (LiteralOperator.Equals, constant.Bytes),
                ComparisonOperator.StartsWith or ComparisonOperator.BStartsWith => (LiteralOperator.StartsWith, constant.Bytes),
                ComparisonOperator.EndsWith => (LiteralOperator.EndsWith, constant.Bytes),
                ComparisonOperator.PMatch => (LiteralOperator.LiesBelow, constant.Bytes),
                ComparisonOperator.Contains or ComparisonOperator.BContains => (LiteralOperator.Contains, constant.Bytes),
                ComparisonOperator.Glob => ReadGlob(constant.Bytes),
                _ => null,
            },
            _ => null,
        };

    // What a pattern matches holds its longest run of plain bytes; not all that holds it matches, but no more is asked of a witness.
    private static (LiteralOperator Operator, byte[] Bytes)? ReadGlob(ReadOnlySpan<byte> pattern)
    {
        (int longest, int length) = (0, 0);
        for (int at = 0; at < pattern.Length; at++)
        {
            int run = pattern[at..].IndexOfAny("*?[\\"u8);
            run = run < 0 ? pattern.Length - at : run;
            if (run > length)
                (longest, length) = (at, run);

            // What a bracket or a backslash takes along is left out by ending there.
            at += run;
            if (at < pattern.Length && pattern[at] is (byte)'[' or (byte)'\\')
                break;
        }

        if (length == 0)
            return null;
        return (longest == 0 ? LiteralOperator.StartsWith : LiteralOperator.Contains, pattern.Slice(longest, length).ToArray());
    }
}
