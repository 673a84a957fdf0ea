namespace Falco.Rules.Compilation;

/// <summary>How messages name operands.</summary>
internal static class OperandNames
{
    /// <summary>The field below transformers, without its argument; <c>NA</c> for what is put together from several operands.</summary>
    public static string Of(BoundOperand operand) => operand.Origin?.Definition.Name ?? "NA";

    /// <summary>The type of an operand.</summary>
    public static string TypeOf(BoundOperand operand) => operand.Type.DisplayName() + (operand.IsList ? " (list)" : "");
}
