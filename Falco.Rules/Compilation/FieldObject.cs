using System.Buffers;
using System.Text;
using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Core.State;
using Falco.Rules.Compilation.Operators;

namespace Falco.Rules.Compilation;

/// <summary>Values of fields as alerts carry them: typed, where JSON has a type for them.</summary>
internal static class FieldObject
{
    /// <summary>Reads a field; <see langword="null"/> if it is missing.</summary>
    public static object? Read(Field field, in HostEvent view, FieldScratch scratch, bool base64)
    {
        if (!field.TryRead(in view, scratch, out FieldValue value))
            return null;
        string name = field.Definition.Name;
        if (IsPointInTime(name))
            return view.Event.Timestamp;
        if (!value.IsList)
            return ToObject(in value, isDuration: IsDuration(name), base64);
        List<object?> elements = [];
        foreach (ReadOnlySpan<byte> element in value)
        {
            FieldValue one = ListElement.Read(in value, element);
            elements.Add(ToObject(in one, isDuration: false, base64));
        }

        return elements.ToArray();
    }

    // Text for people; alerts carry the time itself.
    private static bool IsPointInTime(string name) =>
        name is "evt.time" or "evt.time.s" or "evt.time.iso8601" or "evt.datetime" or "evt.datetime.s";

    // Padded with zeros only for people.
    private static bool IsDuration(string name) =>
        name.StartsWith("evt.rawtime", StringComparison.Ordinal) || name.StartsWith("evt.reltime", StringComparison.Ordinal)
        || name.StartsWith("evt.deltatime", StringComparison.Ordinal) || name.StartsWith("evt.latency", StringComparison.Ordinal);

    private static object ToObject(in FieldValue value, bool isDuration, bool base64) => value.Type.Group() switch
    {
        TypeGroup.Text => Encoding.UTF8.GetString(value.Bytes),
        TypeGroup.Bool => value.Number != 0,
        TypeGroup.Signed when value.Format is not (ParameterFormat.Hexadecimal or ParameterFormat.Octal) => (long)value.Number,
        TypeGroup.Double => value.Format == ParameterFormat.Decimal
            ? (long)BitConverter.UInt64BitsToDouble(value.Number)
            : (object)BitConverter.UInt64BitsToDouble(value.Number),
        TypeGroup.Unsigned or TypeGroup.Opaque when isDuration || value.Format != ParameterFormat.PaddedDecimal => value.Number,
        _ => Print(in value, base64),
    };

    private static string Print(in FieldValue value, bool base64)
    {
        ArrayBufferWriter<byte> writer = new();
        ValueText.Write(in value, writer, base64);
        return Encoding.UTF8.GetString(writer.WrittenSpan);
    }
}
