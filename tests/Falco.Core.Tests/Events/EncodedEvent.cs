using System.Buffers.Binary;
using Falco.Core.Events;

namespace Falco.Core.Tests.Events;

/// <summary>Encodes events by hand, byte by byte, so that the decoder is not tested against its own kin.</summary>
internal static class EncodedEvent
{
    public static byte[] Of(EventType type, params byte[][] parameters) => Of(type, 1_700_000_000_000_000_000, 42, parameters);

    public static byte[] Of(EventType type, ulong timestamp, long threadId, params byte[][] parameters)
    {
        int lengthSize = type is EventType.PlugineventEnter or EventType.ContainerJson_2Enter or EventType.AsynceventEnter ? 4 : 2;
        List<byte> bytes = [];
        bytes.AddRange(UInt64(timestamp));
        bytes.AddRange(Int64(threadId));
        bytes.AddRange(UInt32((uint)(26 + parameters.Length * lengthSize + parameters.Sum(parameter => parameter.Length))));
        bytes.AddRange(UInt16((ushort)type));
        bytes.AddRange(UInt32((uint)parameters.Length));
        foreach (byte[] parameter in parameters)
            bytes.AddRange(lengthSize == 4 ? UInt32((uint)parameter.Length) : UInt16((ushort)parameter.Length));
        foreach (byte[] parameter in parameters)
            bytes.AddRange(parameter);
        return [.. bytes];
    }

    public static byte[] UInt16(ushort value)
    {
        byte[] bytes = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        return bytes;
    }

    public static byte[] UInt32(uint value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }

    public static byte[] UInt64(ulong value)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        return bytes;
    }

    public static byte[] Int64(long value) => UInt64((ulong)value);

    public static byte[] Text(string value) => [.. System.Text.Encoding.UTF8.GetBytes(value), 0];
}
