namespace Falco.Rules.Compilation.Graph.Witnesses;

/// <summary>Comparisons of which at least one must hold for a rule to hold, all of them with literals.</summary>
/// <param name="Literals">The comparisons.</param>
internal sealed record Witness(IReadOnlyList<WitnessLiteral> Literals)
{
    /// <summary>One that must hold if any of several others must.</summary>
    public static Witness Join(IEnumerable<Witness> parts) => new([.. parts.SelectMany(part => part.Literals)]);
}

/// <summary>A comparison of a field with a literal.</summary>
/// <param name="Field">The field, as it is written with its argument.</param>
/// <param name="Operand">Reads the field.</param>
/// <param name="Operator">How the literal must occur.</param>
/// <param name="Bytes">The literal; numbers as eight bytes in the machine's order.</param>
internal readonly record struct WitnessLiteral(string Field, BoundOperand Operand, LiteralOperator Operator, byte[] Bytes)
{
    /// <summary>What is equal for comparisons that are the same.</summary>
    public LiteralKey Key { get; } = new(Field, Operator, Convert.ToHexString(Bytes));
}

/// <summary>Names a comparison with a literal.</summary>
internal readonly record struct LiteralKey(string Field, LiteralOperator Operator, string Bytes);
