using Falco.Rules.Engine;

namespace Falco.Outputs.Rendering;

/// <summary>Writes the <c>output_fields</c> of a JSON alert.</summary>
internal static class OutputFields
{
    /// <summary>
    /// Writes the fields in ordinal order, with the time field of the prefix among them: the reference lists that field, because
    /// it formats the prefix together with the message.
    /// </summary>
    public static void Write(Alert alert, string timeField, ref EscapedText text)
    {
        text.Append("{"u8);
        bool first = true;
        bool timeIsWritten = false;
        foreach (AlertField field in alert.Fields)
        {
            int order = timeIsWritten ? 1 : string.CompareOrdinal(timeField, field.Name);
            if (order < 0)
                WriteField(timeField, alert.Timestamp, ref first, ref text);
            timeIsWritten |= order <= 0;
            WriteField(field.Name, field.Value, ref first, ref text);
        }

        if (!timeIsWritten)
            WriteField(timeField, alert.Timestamp, ref first, ref text);
        text.Append("}"u8);
    }

    /// <summary>Writes the fields of an alert that has no prefix.</summary>
    public static void Write(Alert alert, ref EscapedText text)
    {
        text.Append("{"u8);
        bool first = true;
        foreach (AlertField field in alert.Fields)
            WriteField(field.Name, field.Value, ref first, ref text);
        text.Append("}"u8);
    }

    private static void WriteField(string name, object? value, ref bool first, ref EscapedText text)
    {
        text.Append(first ? "\""u8 : ",\""u8);
        first = false;
        text.AppendEscaped(name);
        text.Append("\":"u8);
        JsonValue.Write(value, ref text);
    }
}
