using System.Globalization;

namespace Falco.Outputs.Rendering;

/// <summary>Writes the value of a field as JSON.</summary>
internal static class JsonValue
{
    /// <summary>Writes a value of one of the types that <see cref="Falco.Rules.Engine.AlertField.Value"/> may have.</summary>
    public static void Write(object? value, ref EscapedText text)
    {
        switch (value)
        {
            case null:
                text.Append("null"u8);
                break;
            case string characters:
                text.Append("\""u8);
                text.AppendEscaped(characters);
                text.Append("\""u8);
                break;
            case bool truth:
                text.Append(truth ? "true"u8 : "false"u8);
                break;
            case double number:
                WriteDouble(number, ref text);
                break;
            case Array values:
                WriteArray(values, ref text);
                break;
            case IUtf8SpanFormattable number:
                text.AppendNumber(number);
                break;
            default:
                throw new ArgumentException($"An alert field cannot hold a {value.GetType()}.", nameof(value));
        }
    }

    // JSON has neither infinity nor NaN; an integral double keeps its fraction, so that its type can be seen.
    private static void WriteDouble(double number, ref EscapedText text)
    {
        if (!double.IsFinite(number))
        {
            text.Append("null"u8);
            return;
        }

        string digits = number.ToString("R", CultureInfo.InvariantCulture).Replace('E', 'e');
        text.AppendEscaped(digits);
        if (!digits.AsSpan().ContainsAny('.', 'e'))
            text.Append(".0"u8);
    }

    // As in the reference, a list without elements is written as no value.
    private static void WriteArray(Array values, ref EscapedText text)
    {
        if (values.Length == 0)
        {
            text.Append("null"u8);
            return;
        }

        text.Append("["u8);
        bool first = true;
        foreach (object? value in values)
        {
            if (!first)
                text.Append(","u8);
            first = false;
            Write(value, ref text);
        }

        text.Append("]"u8);
    }
}
