using System.Buffers.Text;
using Falco.Core.Events;
using Falco.Core.Fields;

namespace Falco.Rules.Compilation;

/// <summary>Prints values that are neither text nor buffer.</summary>
internal static class ValueText
{
    /// <summary>No single number or address is longer.</summary>
    public const int MaxScalarLength = 64;

    /// <summary>Prints a value and returns how many bytes that took.</summary>
    /// <param name="value">A value that is not a list.</param>
    /// <param name="room">At least <see cref="MaxScalarLength"/> bytes.</param>
    public static int FormatScalar(in FieldValue value, Span<byte> room)
    {
        switch (value.Type.Group())
        {
            case TypeGroup.Address:
                return AddressFormat.Write(value.Bytes, room);
            case TypeGroup.Network:
                // The reference prints no network.
                "<IPNET>"u8.CopyTo(room);
                return 7;
            case TypeGroup.Bool:
                ReadOnlySpan<byte> truth = value.Number != 0 ? "true"u8 : "false"u8;
                truth.CopyTo(room);
                return truth.Length;
            case TypeGroup.Double:
                BitConverter.UInt64BitsToDouble(value.Number).TryFormat(room, out int length, "F1", System.Globalization.CultureInfo.InvariantCulture);
                return length;
            case TypeGroup.Signed:
                return FormatSigned(in value, room);
            default:
                Utf8Formatter.TryFormat(value.Number, room, out int written, value.Format == ParameterFormat.PaddedDecimal ? new('D', 9) : default);
                return written;
        }
    }

    private static int FormatSigned(in FieldValue value, Span<byte> room)
    {
        int written;
        switch (value.Format)
        {
            case ParameterFormat.Hexadecimal:
                Utf8Formatter.TryFormat(Unsigned(in value), room, out written, 'X');
                return written;
            case ParameterFormat.Octal:
                return FormatOctal(Unsigned(in value), room);
            default:
                Utf8Formatter.TryFormat((long)value.Number, room, out written);
                return written;
        }
    }

    // The bits of the number as its type has them, without the sign extension.
    private static ulong Unsigned(in FieldValue value)
    {
        int unused = 64 - value.Type.Bits();
        return value.Number << unused >> unused;
    }

    private static int FormatOctal(ulong number, Span<byte> room)
    {
        int digits = 1;
        for (ulong rest = number >> 3; rest != 0; rest >>= 3)
            digits++;
        for (int i = digits - 1; i >= 0; i--, number >>= 3)
            room[i] = (byte)('0' + (number & 7));
        return digits;
    }
}
