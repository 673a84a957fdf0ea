using Falco.Core.Events;
using Falco.Rules.Language;

namespace Falco.Rules.Compilation;

/// <summary>Which operators apply to which types.</summary>
internal static class OperatorRules
{
    /// <summary>Why an operator does not apply to an operand, in the reference's words; <see langword="null"/> if it does.</summary>
    public static string? Check(BoundOperand left, ComparisonOperator operation, OperatorModifier modifier)
    {
        TypeGroup group = left.Type.Group();
        if (left.IsList)
            return CheckList(left.Type, operation);
        if (group is TypeGroup.Address or TypeGroup.Network)
        {
            if (operation is ComparisonOperator.Equal or ComparisonOperator.NotEqual or ComparisonOperator.In or ComparisonOperator.Intersects)
                return null;
            string with = modifier == OperatorModifier.None ? "operator" : "with modifier";
            return $"filter error: '{OperatorSyntax.Print(operation)}' {with} not supported for ip address and network filters";
        }

        if (Applies(group, operation))
            return null;
        string what = group switch
        {
            TypeGroup.Text => "string filters",
            TypeGroup.Buffer => "buffer filters",
            TypeGroup.Opaque => $"type '{left.Type.DisplayName()}'",
            _ => "numeric filters",
        };
        return $"filter error: '{OperatorSyntax.Print(operation)}' operator not supported for {what}";
    }

    private static string? CheckList(ParameterType type, ComparisonOperator operation)
    {
        bool isKnown = type is ParameterType.CharBuf or ParameterType.UInt64 or ParameterType.RelTime or ParameterType.AbsTime
            or ParameterType.Bool or ParameterType.IPAddr or ParameterType.IPNet;
        if (!isKnown)
            return $"filter error: list filters are not supported for type '{type.DisplayName()}'";
        return operation is ComparisonOperator.In or ComparisonOperator.Intersects
            ? null
            : $"filter error: '{OperatorSyntax.Print(operation)}' operator not supported list filters";
    }

    private static bool Applies(TypeGroup group, ComparisonOperator operation) => operation switch
    {
        ComparisonOperator.Equal or ComparisonOperator.NotEqual or ComparisonOperator.In or ComparisonOperator.Intersects =>
            group != TypeGroup.Opaque,
        ComparisonOperator.Less or ComparisonOperator.LessOrEqual or ComparisonOperator.Greater or ComparisonOperator.GreaterOrEqual =>
            group is TypeGroup.Signed or TypeGroup.Unsigned or TypeGroup.Double or TypeGroup.Text,
        ComparisonOperator.Contains or ComparisonOperator.StartsWith or ComparisonOperator.EndsWith =>
            group is TypeGroup.Text or TypeGroup.Buffer,
        ComparisonOperator.BContains or ComparisonOperator.BStartsWith => group == TypeGroup.Buffer,
        _ => group == TypeGroup.Text,
    };
}
