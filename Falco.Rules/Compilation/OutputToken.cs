using Falco.Rules.Language;

namespace Falco.Rules.Compilation;

/// <summary>A field or transformer of an output format. Immutable.</summary>
/// <param name="Node">As written.</param>
/// <param name="Operand">What is read.</param>
/// <param name="Width">The bytes to which the text is cut or padded; 0 for as many as it takes.</param>
internal sealed record OutputToken(OperandNode Node, BoundOperand Operand, int Width);
