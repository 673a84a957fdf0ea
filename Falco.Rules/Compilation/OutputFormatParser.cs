using Falco.Core.Fields;
using Falco.Rules.Language;

namespace Falco.Rules.Compilation;

/// <summary>Splits a format into its literal parts and the fields and transformers between them.</summary>
internal sealed class OutputFormatParser(IFieldResolver fields)
{
    private const int MaxWidth = 65_535;

    // Every shorter beginning may have to be tried, each in time proportional to its length.
    private const int MaxTokenLength = 4096;

    // No field has a longer name; longer ones need not be tried letter by letter.
    private const int MaxNameLength = 256;

    /// <summary>The literal parts: one before each token, and one behind the last.</summary>
    public List<byte[]> Literals { get; } = [];

    /// <summary>The tokens.</summary>
    public List<OutputToken> Tokens { get; } = [];

    /// <summary>Parses a format without its <c>*</c>.</summary>
    /// <returns>What is wrong, in the reference's words; <see langword="null"/> if nothing is.</returns>
    public string? Parse(ReadOnlySpan<byte> format)
    {
        while (true)
        {
            int percent = format.IndexOf((byte)'%');
            Literals.Add((percent < 0 ? format : format[..percent]).ToArray());
            if (percent < 0)
                return null;
            format = format[(percent + 1)..];
            if (format.IsEmpty)
                return "invalid formatting syntax: formatting cannot end with a %";
            int width = ReadWidth(ref format);
            if (format.IsEmpty)
                return "invalid formatting syntax: formatting cannot end with a number";
            if (width > MaxWidth)
                return $"invalid formatting syntax: a width cannot exceed {MaxWidth}";
            if (!TryReadToken(ref format, width))
                return "unknown filter: unexpected token after '";
        }
    }

    private static int ReadWidth(ref ReadOnlySpan<byte> format)
    {
        int width = 0;
        int digits = 0;
        while (digits < format.Length && char.IsAsciiDigit((char)format[digits]))
            width = Math.Min(width * 10 + format[digits++] - '0', MaxWidth + 1);
        format = format[digits..];
        return width;
    }

    // The longest beginning of the text that is a known field or transformer: "%proc.namex" is "%proc.name" and an "x".
    private bool TryReadToken(ref ReadOnlySpan<byte> format, int width)
    {
        int length = Math.Min(format.Length, MaxTokenLength);
        while (length > 0)
        {
            bool isParsed = ConditionParser.TryParseOperand(
                format[..length], ConditionParserOptions.Default, out OperandNode? node, out int consumed, out _);

            // Nothing between where the parser stopped and the end can be a token: the parser would stop there again.
            if (isParsed && consumed < length)
            {
                length = consumed;
                continue;
            }

            if (isParsed && !IsIdentity(node!) && OperandBinder.TryBind(node!, fields, out BoundOperand? operand, out _))
            {
                Tokens.Add(new OutputToken(node!, operand, width));
                format = format[length..];
                return true;
            }

            length = isParsed && node is FieldNode { Argument: null } ? Math.Min(length - 1, MaxNameLength) : length - 1;
        }

        return false;
    }

    private static bool IsIdentity(OperandNode node) => node is TransformerNode { Name: "val" };
}
