namespace Falco.Rules.Compilation;

/// <summary>A constant of a condition, parsed for the type that it is compared with. Immutable.</summary>
/// <param name="Text">The text in the condition, one char per byte.</param>
/// <param name="Bytes">Text, buffer or address (4 or 16 bytes, network order); for a network its address, already masked.</param>
/// <param name="Number">The number, as <see cref="Core.Fields.FieldValue.Number"/> holds it.</param>
/// <param name="PrefixLength">For a network: the bits of its prefix.</param>
internal sealed record BoundConstant(string Text, byte[] Bytes, ulong Number, int PrefixLength = 0);
