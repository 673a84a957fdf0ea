using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Falco.Rules.Language;

/// <summary>Parses conditions.</summary>
public static class ConditionParser
{
    /// <summary>Parses a whole condition.</summary>
    /// <param name="text">The condition; its UTF-8 bytes are what is parsed.</param>
    /// <param name="options">Limits.</param>
    /// <param name="condition">The syntax tree.</param>
    /// <param name="end">Where the parser stopped, in bytes of UTF-8.</param>
    /// <param name="error">What is wrong, in the reference's words.</param>
    public static bool TryParse(
        string text,
        ConditionParserOptions options,
        [NotNullWhen(true)] out ConditionNode? condition,
        out SourcePosition end,
        [NotNullWhen(false)] out string? error) =>
        TryParse(Encoding.UTF8.GetBytes(text), options, out condition, out end, out error);

    /// <summary>Parses a whole condition.</summary>
    /// <param name="text">The condition; need not be valid UTF-8.</param>
    /// <param name="options">Limits.</param>
    /// <param name="condition">The syntax tree.</param>
    /// <param name="end">Where the parser stopped.</param>
    /// <param name="error">What is wrong, in the reference's words.</param>
    public static bool TryParse(
        ReadOnlySpan<byte> text,
        ConditionParserOptions options,
        [NotNullWhen(true)] out ConditionNode? condition,
        out SourcePosition end,
        [NotNullWhen(false)] out string? error)
    {
        ConditionReader reader = new(text, options.MaxDepth);
        condition = text.IsEmpty ? reader.Fail<ConditionNode>("filter input string is empty") : reader.ReadWhole(options.AllowPartial);
        end = reader.Position;
        error = reader.Error;
        return condition is not null;
    }

    /// <summary>Parses the longest field or transformer with which a text begins, as outputs do after a <c>%</c>.</summary>
    /// <param name="text">The text, UTF-8.</param>
    /// <param name="options">Limits.</param>
    /// <param name="operand">The field or transformer.</param>
    /// <param name="consumed">The bytes that belong to it; on failure, where the parser stopped.</param>
    /// <param name="error">What is wrong, in the reference's words.</param>
    public static bool TryParseOperand(
        ReadOnlySpan<byte> text,
        ConditionParserOptions options,
        [NotNullWhen(true)] out OperandNode? operand,
        out int consumed,
        [NotNullWhen(false)] out string? error)
    {
        ConditionReader reader = new(text, options.MaxDepth);
        operand = reader.ReadFieldOrTransformer();
        consumed = reader.Position.Offset;
        error = reader.Error;
        return operand is not null;
    }
}
