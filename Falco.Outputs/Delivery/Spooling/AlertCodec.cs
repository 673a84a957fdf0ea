using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Falco.Rules.Engine;

namespace Falco.Outputs.Delivery.Spooling;

/// <summary>
/// Alerts as bytes, little-endian: a version, the fixed parts, then strings (a length in bytes, UTF-8), tags and fields (a count first).
/// The value of a field starts with its kind.
/// </summary>
internal static class AlertCodec
{
    public const byte Version = 1;

    public static void Write(Alert alert, IBufferWriter<byte> output)
    {
        Span<byte> head = output.GetSpan(26);
        head[0] = Version;
        head[1] = (byte)alert.Priority;
        BinaryPrimitives.WriteUInt64LittleEndian(head[2..], alert.Timestamp);
        BinaryPrimitives.WriteInt64LittleEndian(head[10..], alert.Revision);
        BinaryPrimitives.WriteUInt64LittleEndian(head[18..], alert.EventNumber);
        output.Advance(26);
        WriteText(alert.Rule, output);
        WriteText(alert.Source, output);
        WriteText(alert.Message, output);
        WriteInteger(alert.Tags.Count, output);
        for (int i = 0; i < alert.Tags.Count; i++)
            WriteText(alert.Tags[i], output);
        WriteInteger(alert.Fields.Count, output);
        for (int i = 0; i < alert.Fields.Count; i++)
        {
            WriteText(alert.Fields[i].Name, output);
            WriteValue(alert.Fields[i].Value, output);
        }
    }

    private static void WriteValue(object? value, IBufferWriter<byte> output)
    {
        switch (value)
        {
            case null:
                WriteKind(ValueKind.None, output);
                break;
            case string text:
                WriteKind(ValueKind.Text, output);
                WriteText(text, output);
                break;
            case bool truth:
                WriteKind(truth ? ValueKind.True : ValueKind.False, output);
                break;
            case ulong number:
                WriteKind(ValueKind.Unsigned, output);
                WriteBits(number, output);
                break;
            case double number:
                WriteKind(ValueKind.Double, output);
                WriteBits(BitConverter.DoubleToUInt64Bits(number), output);
                break;
            case long or int or short or sbyte or byte or ushort or uint:
                WriteKind(ValueKind.Signed, output);
                WriteBits((ulong)Convert.ToInt64(value, CultureInfo.InvariantCulture), output);
                break;
            case Array values:
                WriteKind(ValueKind.List, output);
                WriteInteger(values.Length, output);
                foreach (object? item in values)
                    WriteValue(item, output);
                break;
            default:
                // Not one of the types that a field may have: better its text than no alert.
                WriteKind(ValueKind.Text, output);
                WriteText(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "", output);
                break;
        }
    }

    private static void WriteText(string text, IBufferWriter<byte> output)
    {
        int length = Encoding.UTF8.GetByteCount(text);
        WriteInteger(length, output);
        Encoding.UTF8.GetBytes(text, output.GetSpan(length));
        output.Advance(length);
    }

    private static void WriteKind(ValueKind kind, IBufferWriter<byte> output)
    {
        output.GetSpan(1)[0] = (byte)kind;
        output.Advance(1);
    }

    private static void WriteInteger(int number, IBufferWriter<byte> output)
    {
        BinaryPrimitives.WriteInt32LittleEndian(output.GetSpan(4), number);
        output.Advance(4);
    }

    private static void WriteBits(ulong bits, IBufferWriter<byte> output)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(output.GetSpan(8), bits);
        output.Advance(8);
    }
}
