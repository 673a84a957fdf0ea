namespace Falco.Rules.Compilation.Operators.Literals;

/// <summary>A constant that values are compared with.</summary>
/// <param name="Bytes">The constant.</param>
/// <param name="Id">The bit that a matching value sets; several literals may share one, and equal literals may have several.</param>
internal readonly record struct Literal(byte[] Bytes, int Id);
