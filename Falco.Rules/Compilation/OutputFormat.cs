using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Falco.Core.Fields;
using Falco.Core.State;
using Falco.Rules.Engine;

namespace Falco.Rules.Compilation;

/// <summary>A rule's output text with its fields, ready to be filled in.</summary>
internal sealed class OutputFormat
{
    private readonly byte[][] _literals;
    private readonly OutputToken[] _tokens;
    private readonly Field[] _distinctFields;
    private readonly bool _allowsMissing;
    private readonly bool _base64;

    private OutputFormat(byte[][] literals, OutputToken[] tokens, bool allowsMissing, bool base64)
    {
        _literals = literals;
        _tokens = tokens;
        _allowsMissing = allowsMissing;
        _base64 = base64;
        Fields = [.. tokens.SelectMany(token => token.Operand.Fields)];
        _distinctFields = [.. Fields.DistinctBy(field => field.Text).OrderBy(field => field.Text, StringComparer.Ordinal)];
    }

    /// <summary>The untransformed fields that the format names, those inside transformers included, in the order of the text.</summary>
    public IReadOnlyList<Field> Fields { get; }

    /// <summary>The fields and transformers, in the order of the text.</summary>
    public IReadOnlyList<OutputToken> Tokens => _tokens;

    /// <summary>Parses a format; a <c>*</c> before it allows values to be missing.</summary>
    /// <param name="format">The format.</param>
    /// <param name="fields">The fields of the source.</param>
    /// <param name="result">The parsed format.</param>
    /// <param name="error">What is wrong, in the reference's words.</param>
    /// <param name="base64">Whether buffers are shown as Base64.</param>
    public static bool TryParse(
        string format,
        IFieldResolver fields,
        [NotNullWhen(true)] out OutputFormat? result,
        [NotNullWhen(false)] out string? error,
        bool base64 = false)
    {
        bool allowsMissing = format.StartsWith('*');
        OutputFormatParser parser = new(fields);
        error = format.Length == 0
            ? "empty formatting token"
            : parser.Parse(Encoding.UTF8.GetBytes(allowsMissing ? format[1..] : format));
        result = error is null ? new OutputFormat([.. parser.Literals], [.. parser.Tokens], allowsMissing, base64) : null;
        return result is not null;
    }

    /// <summary>Fills the format in; missing values print as <c>&lt;NA&gt;</c>.</summary>
    public string Format(in HostEvent view, FieldScratch scratch)
    {
        Write(in view, scratch, allowsMissing: true, out string text);
        return text;
    }

    /// <summary>Fills the format in; without a <c>*</c> before it, up to the first missing value.</summary>
    /// <returns>Whether no value is missing, or may be.</returns>
    public bool TryFormat(in HostEvent view, FieldScratch scratch, out string text) => Write(in view, scratch, _allowsMissing, out text);

    /// <summary>The typed values of the fields, in ordinal order of their names, each once.</summary>
    public IReadOnlyList<AlertField> ReadFields(in HostEvent view, FieldScratch scratch)
    {
        AlertField[] values = new AlertField[_distinctFields.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = new AlertField(_distinctFields[i].Text, FieldObject.Read(_distinctFields[i], in view, scratch, _base64));
        return values;
    }

    private bool Write(in HostEvent view, FieldScratch scratch, bool allowsMissing, out string text)
    {
        ArrayBufferWriter<byte> writer = new(256);
        bool isWhole = true;
        for (int i = 0; i < _literals.Length; i++)
        {
            writer.Write(_literals[i]);
            if (i == _tokens.Length)
                break;
            bool hasValue = _tokens[i].Operand.TryRead(in view, scratch, out FieldValue value);
            isWhole = hasValue || allowsMissing;
            if (!isWhole)
                break;
            int start = writer.WrittenCount;
            if (hasValue)
                ValueText.Write(in value, writer, _base64);
            else
                writer.Write("<NA>"u8);
            FitToWidth(writer, start, _tokens[i].Width);
        }

        text = Encoding.UTF8.GetString(writer.WrittenSpan);
        return isWhole;
    }

    private static void FitToWidth(ArrayBufferWriter<byte> writer, int start, int width)
    {
        if (width == 0)
            return;
        int missing = start + width - writer.WrittenCount;
        if (missing >= 0)
        {
            writer.GetSpan(missing)[..missing].Fill((byte)' ');
            writer.Advance(missing);
            return;
        }

        ValueText.Truncate(writer, start + width);
    }
}
