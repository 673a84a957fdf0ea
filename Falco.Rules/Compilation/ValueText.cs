using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Core.State;
using Falco.Rules.Compilation.Operators;

namespace Falco.Rules.Compilation;

/// <summary>Prints values as outputs show them.</summary>
internal static class ValueText
{
    /// <summary>No single number or address is longer.</summary>
    public const int MaxScalarLength = 400;

    // The reference prints everything but single texts into a buffer of 1024 bytes, NUL included.
    private const int MaxLength = 1023;

    // What fits of a buffer in groups of three bytes, each four letters.
    private const int MaxBase64Bytes = MaxLength / 4 * 3;

    /// <summary>Prints a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="writer">Where to.</param>
    /// <param name="base64">Whether buffers are printed as Base64 instead of their printable bytes.</param>
    public static void Write(in FieldValue value, ArrayBufferWriter<byte> writer, bool base64 = false)
    {
        if (!value.IsList)
        {
            WriteScalar(in value, writer, base64);
            return;
        }

        int start = writer.WrittenCount;
        writer.Write("("u8);
        bool isFirst = true;
        foreach (ReadOnlySpan<byte> element in value)
        {
            if (!isFirst)
                writer.Write(","u8);
            isFirst = false;
            FieldValue one = ListElement.Read(in value, element);
            WriteScalar(in one, writer, base64);
        }

        writer.Write(")"u8);
        Truncate(writer, start + MaxLength);
    }

    /// <summary>Cuts what was written.</summary>
    public static void Truncate(ArrayBufferWriter<byte> writer, int length)
    {
        if (writer.WrittenCount <= length)
            return;
        byte[] kept = writer.WrittenSpan[..length].ToArray();
        writer.ResetWrittenCount();
        writer.Write(kept);
    }

    private static void WriteScalar(in FieldValue value, ArrayBufferWriter<byte> writer, bool base64)
    {
        switch (value.Type.Group())
        {
            case TypeGroup.Text:
                writer.Write(value.Bytes);
                break;
            case TypeGroup.Buffer when base64:
                ReadOnlySpan<byte> bytes = value.Bytes[..Math.Min(value.Bytes.Length, MaxBase64Bytes)];
                Base64.EncodeToUtf8(bytes, writer.GetSpan(Base64.GetMaxEncodedToUtf8Length(bytes.Length)), out _, out int written);
                writer.Advance(written);
                break;
            case TypeGroup.Buffer:
                foreach (byte b in value.Bytes[..Math.Min(value.Bytes.Length, MaxLength)])
                    writer.Write([b is >= 0x20 and < 0x7F ? b : (byte)'.']);
                break;
            default:
                writer.Advance(FormatScalar(in value, writer.GetSpan(MaxScalarLength)));
                break;
        }
    }

    /// <summary>Prints a number or address and returns how many bytes that took.</summary>
    /// <param name="value">A value that is neither a list nor text or buffer.</param>
    /// <param name="room">At least <see cref="MaxScalarLength"/> bytes.</param>
    public static int FormatScalar(in FieldValue value, Span<byte> room)
    {
        switch (value.Type.Group())
        {
            case TypeGroup.Address:
                return SocketText.WriteAddress(value.Bytes, room);
            case TypeGroup.Network:
                // The reference prints no network.
                "<IPNET>"u8.CopyTo(room);
                return 7;
            case TypeGroup.Bool:
                ReadOnlySpan<byte> truth = value.Number != 0 ? "true"u8 : "false"u8;
                truth.CopyTo(room);
                return truth.Length;
            case TypeGroup.Double:
                BitConverter.UInt64BitsToDouble(value.Number).TryFormat(room, out int length, "F1", CultureInfo.InvariantCulture);
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
