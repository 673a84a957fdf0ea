using System.Buffers.Binary;
using Falco.Core.Events;

namespace Falco.Testing.Events;

/// <summary>Encodes an event as drivers do.</summary>
internal static class EventWriter
{
    public static byte[] Write(EventTypeInfo type, ulong timestamp, long threadId, IReadOnlyList<byte[]> parameters)
    {
        int start = Event.HeaderSize + (parameters.Count * type.LengthSize);
        byte[] bytes = new byte[start + parameters.Sum(static parameter => parameter.Length)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, timestamp);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), threadId);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(16), bytes.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(20), (ushort)type.Type);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(22), parameters.Count);
        for (int i = 0; i < parameters.Count; i++)
        {
            Span<byte> length = bytes.AsSpan(Event.HeaderSize + (i * type.LengthSize));
            if (type.LengthSize == sizeof(uint))
                BinaryPrimitives.WriteInt32LittleEndian(length, parameters[i].Length);
            else
                BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)parameters[i].Length);
            parameters[i].CopyTo(bytes, start);
            start += parameters[i].Length;
        }

        return bytes;
    }
}
