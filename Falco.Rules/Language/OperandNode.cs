namespace Falco.Rules.Language;

/// <summary>One side of a comparison, or an argument of a transformer. Immutable.</summary>
/// <param name="Position">Where the operand begins.</param>
public abstract record OperandNode(SourcePosition Position);

/// <summary>A field, with the text between its brackets or <see langword="null"/>.</summary>
public sealed record FieldNode(string Name, string? Argument, SourcePosition Position) : OperandNode(Position);

/// <summary>A transformer (<c>val</c> included) applied to arguments, with the text between its brackets or <see langword="null"/>.</summary>
public sealed record TransformerNode(string Name, IReadOnlyList<OperandNode> Arguments, string? Argument, SourcePosition Position)
    : OperandNode(Position);

/// <summary>A constant: unescaped. Text of a condition is UTF-8 read byte by byte: each char holds one byte (0 to 255), so that <c>\xHH</c> can stand for any.</summary>
public sealed record ValueNode(string Text, SourcePosition Position) : OperandNode(Position);

/// <summary>A list of constants.</summary>
public sealed record ListNode(IReadOnlyList<string> Values, SourcePosition Position) : OperandNode(Position);

/// <summary>A list of operands inside a transformer.</summary>
public sealed record TransformerListNode(IReadOnlyList<OperandNode> Items, SourcePosition Position) : OperandNode(Position);
