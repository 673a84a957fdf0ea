using System.Buffers.Binary;

namespace Falco.Core.Events;

/// <summary>Encodes events that happen beside the stream of a source: plugins and look-ups tell their news by them.</summary>
internal static class AsynchronousEvent
{
    private const int ParameterCount = 3;

    /// <summary>Encodes an event.</summary>
    /// <param name="pluginId">Who tells; 0 beside system calls.</param>
    /// <param name="name">What kind of news it is, UTF-8.</param>
    /// <param name="data">The news.</param>
    /// <param name="timestamp">Nanoseconds since the Unix epoch.</param>
    /// <param name="threadId">The thread that the event is attributed to; -1 for none.</param>
    public static byte[] Encode(uint pluginId, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data, ulong timestamp, long threadId = -1)
    {
        const int Start = Event.HeaderSize + ParameterCount * sizeof(uint);
        byte[] bytes = new byte[Start + sizeof(uint) + name.Length + 1 + data.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, timestamp);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), threadId);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(16), bytes.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(20), (ushort)EventType.AsynceventEnter);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(22), ParameterCount);
        Span<byte> lengths = bytes.AsSpan(Event.HeaderSize);
        BinaryPrimitives.WriteInt32LittleEndian(lengths, sizeof(uint));
        BinaryPrimitives.WriteInt32LittleEndian(lengths[4..], name.Length + 1);
        BinaryPrimitives.WriteInt32LittleEndian(lengths[8..], data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(Start), pluginId);
        name.CopyTo(bytes.AsSpan(Start + sizeof(uint)));
        data.CopyTo(bytes.AsSpan(Start + sizeof(uint) + name.Length + 1));
        return bytes;
    }
}
