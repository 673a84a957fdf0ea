using System.Globalization;
using System.Text;
using System.Text.Json;
using Falco.Core.Events;
using Falco.Core.Fields;

namespace Falco.Conformance;

/// <summary>Tells whether a field's value is the one that was recorded as JSON.</summary>
internal static class FieldJson
{
    /// <summary>Compares a value with the token that a reader stands on; the reader is a copy and does not move.</summary>
    public static bool Equals(Utf8JsonReader recorded, bool hasValue, in FieldValue value)
    {
        switch (recorded.TokenType)
        {
            case JsonTokenType.Null:
                // In JSON, a list without elements looks like no value.
                return !hasValue || (value.IsList && Text(in value) == "()");
            case JsonTokenType.True or JsonTokenType.False:
                return hasValue && value.Type == ParameterType.Bool && (value.Number != 0) == recorded.GetBoolean();
            case JsonTokenType.Number:
                return hasValue && IsNumber(in value) && Number(in value) == Encoding.UTF8.GetString(recorded.ValueSpan);
            case JsonTokenType.StartArray:
                return ListEquals(recorded, hasValue, in value);
            default:
                return hasValue && !value.IsList && Text(in value) == recorded.GetString();
        }
    }

    /// <summary>A value as people read it; lists sorted, because their order comes from a hash table of the reference.</summary>
    public static string Text(in FieldValue value)
    {
        if (value.IsList)
        {
            List<string> list = [];
            foreach (ReadOnlySpan<byte> element in value)
                list.Add(Encoding.UTF8.GetString(element));
            list.Sort(StringComparer.Ordinal);
            return $"({string.Join(',', list)})";
        }

        return value.Type switch
        {
            ParameterType.Bool => value.Number != 0 ? "true" : "false",
            ParameterType.IPAddr or ParameterType.IPv4Addr or ParameterType.IPv6Addr => Address(value.Bytes),
            _ when IsNumber(in value) => Number(in value),
            _ => Encoding.UTF8.GetString(value.Bytes),
        };
    }

    private static string Address(ReadOnlySpan<byte> address)
    {
        Span<byte> text = stackalloc byte[64];
        return Encoding.UTF8.GetString(text[..Core.State.SocketText.WriteAddress(address, text)]);
    }

    private static bool IsNumber(in FieldValue value) => value.Type is not (ParameterType.CharBuf or ParameterType.ByteBuf
        or ParameterType.FsPath or ParameterType.FsRelPath or ParameterType.IPAddr or ParameterType.IPNet or ParameterType.IPv4Addr
        or ParameterType.IPv6Addr);

    private static string Number(in FieldValue value) => value switch
    {
        { Format: ParameterFormat.Hexadecimal, Type: ParameterType.Int32 } => ((uint)value.Number).ToString("X", CultureInfo.InvariantCulture),
        { Format: ParameterFormat.Hexadecimal } => value.Number.ToString("X", CultureInfo.InvariantCulture),
        { Format: ParameterFormat.Octal } => Convert.ToString((long)value.Number, 8),
        { Format: ParameterFormat.PaddedDecimal } => value.Number.ToString("D9", CultureInfo.InvariantCulture),
        { Type: ParameterType.Double } => BitConverter.UInt64BitsToDouble(value.Number).ToString("F1", CultureInfo.InvariantCulture),
        {
            Type: ParameterType.Int8 or ParameterType.Int16 or ParameterType.Int32 or ParameterType.Int64 or ParameterType.ErrNo
            or ParameterType.Fd or ParameterType.Pid
        } => ((long)value.Number).ToString(CultureInfo.InvariantCulture),
        _ => value.Number.ToString(CultureInfo.InvariantCulture),
    };

    private static bool ListEquals(Utf8JsonReader recorded, bool hasValue, in FieldValue value)
    {
        HashSet<string> expected = [];
        while (recorded.Read() && recorded.TokenType != JsonTokenType.EndArray)
            expected.Add(recorded.GetString()!);
        if (!hasValue || !value.IsList)
            return false;

        // The order of a list comes from a hash table of the reference.
        HashSet<string> actual = [];
        foreach (ReadOnlySpan<byte> element in value)
            actual.Add(Encoding.UTF8.GetString(element));
        return expected.SetEquals(actual);
    }
}
