using Falco.Core.Fields;
using Falco.Rules.Language;

namespace Falco.Rules.Compilation;

/// <summary>Which operands can be compared with one another.</summary>
internal static class RightHandSideRules
{
    /// <summary>Why two operands cannot be compared, in the reference's words; <see langword="null"/> if they can.</summary>
    public static string? Check(BoundOperand left, ComparisonOperator operation, BoundOperand right)
    {
        string leftName = OperandNames.Of(left);
        string rightName = OperandNames.Of(right);
        if (left.Type != right.Type || left.IsList != right.IsList)
        {
            return $"field '{leftName}' has type '{OperandNames.TypeOf(left)}' while the right-hand side field '{rightName}' "
                + $"has incompatible type '{OperandNames.TypeOf(right)}'";
        }

        if (operation is ComparisonOperator.PMatch or ComparisonOperator.Regex)
            return $"operator '{operation.ToString().ToUpperInvariant()}' doesn't support right-hand side fields";
        if (left.Type.Group() == TypeGroup.Network)
            return $"field type '{left.Type.DisplayName()}' doesn't support right-hand side fields";
        if (Forbids(left))
            return $"field '{leftName}' doesn't support right-hand side fields";
        return Forbids(right) ? $"field '{rightName}' can't be used as a right-hand side field" : null;
    }

    private static bool Forbids(BoundOperand operand) => (operand.Origin?.Definition.Flags & FieldFlags.NoRightHandSide) is not (null or 0);
}
