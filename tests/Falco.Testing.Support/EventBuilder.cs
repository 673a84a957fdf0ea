using System.Buffers.Binary;
using System.Text;
using Falco.Core.Events;

namespace Falco.Testing.Support;

/// <summary>Encodes an event parameter by parameter, as drivers do.</summary>
public sealed class EventBuilder
{
    private readonly EventType _type;
    private readonly List<byte[]> _parameters = [];

    /// <summary>Begins an event.</summary>
    public EventBuilder(EventType type, long threadId, ulong timestamp = 1_700_000_000_000_000_000)
    {
        _type = type;
        ThreadId = threadId;
        Timestamp = timestamp;
    }

    /// <summary>The thread.</summary>
    public long ThreadId { get; }

    /// <summary>Nanoseconds since the Unix epoch.</summary>
    public ulong Timestamp { get; }

    /// <summary>Adds a parameter of 8 bytes.</summary>
    public EventBuilder Int64(long value) => Add(8, bytes => BinaryPrimitives.WriteInt64LittleEndian(bytes, value));

    /// <summary>Adds a parameter of 8 bytes.</summary>
    public EventBuilder UInt64(ulong value) => Int64(unchecked((long)value));

    /// <summary>Adds a parameter of 4 bytes.</summary>
    public EventBuilder UInt32(uint value) => Add(4, bytes => BinaryPrimitives.WriteUInt32LittleEndian(bytes, value));

    /// <summary>Adds a parameter of 2 bytes.</summary>
    public EventBuilder UInt16(ushort value) => Add(2, bytes => BinaryPrimitives.WriteUInt16LittleEndian(bytes, value));

    /// <summary>Adds a parameter of 1 byte.</summary>
    public EventBuilder UInt8(byte value) => Bytes([value]);

    /// <summary>Adds a text with its NUL.</summary>
    public EventBuilder Text(string value) => Bytes(Encoding.UTF8.GetBytes(value + "\0"));

    /// <summary>Adds a run of texts, each with its NUL.</summary>
    public EventBuilder Texts(params string[] values) => Bytes(Encoding.UTF8.GetBytes(string.Concat(values.Select(value => value + "\0"))));

    /// <summary>Adds a parameter as it is.</summary>
    public EventBuilder Bytes(params byte[] value)
    {
        _parameters.Add(value);
        return this;
    }

    /// <summary>Adds empty parameters.</summary>
    public EventBuilder Empty(int count = 1)
    {
        for (int i = 0; i < count; i++)
            _parameters.Add([]);
        return this;
    }

    /// <summary>Adds an address: family, address, port.</summary>
    public EventBuilder SocketAddress(string address, ushort port) => Bytes([Family(address), .. End(address, port)]);

    /// <summary>Adds both ends of a connection.</summary>
    public EventBuilder SocketTuple(string source, ushort sourcePort, string destination, ushort destinationPort) =>
        Bytes([Family(source), .. End(source, sourcePort), .. End(destination, destinationPort)]);

    /// <summary>Adds the tuple of a unix socket.</summary>
    public EventBuilder UnixTuple(ulong source, ulong destination, string path)
    {
        byte[] ends = new byte[17];
        ends[0] = 1;
        BinaryPrimitives.WriteUInt64LittleEndian(ends.AsSpan(1), source);
        BinaryPrimitives.WriteUInt64LittleEndian(ends.AsSpan(9), destination);
        return Bytes([.. ends, .. Encoding.UTF8.GetBytes(path + "\0")]);
    }

    /// <summary>The encoded event.</summary>
    public byte[] Build()
    {
        int lengthSize = EventSchema.Get(_type).LengthSize;
        int start = Event.HeaderSize + _parameters.Count * lengthSize;
        byte[] result = new byte[start + _parameters.Sum(parameter => parameter.Length)];
        BinaryPrimitives.WriteUInt64LittleEndian(result, Timestamp);
        BinaryPrimitives.WriteInt64LittleEndian(result.AsSpan(8), ThreadId);
        BinaryPrimitives.WriteInt32LittleEndian(result.AsSpan(16), result.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(result.AsSpan(20), (ushort)_type);
        BinaryPrimitives.WriteInt32LittleEndian(result.AsSpan(22), _parameters.Count);
        for (int i = 0; i < _parameters.Count; i++)
        {
            Span<byte> length = result.AsSpan(Event.HeaderSize + i * lengthSize);
            if (lengthSize == sizeof(uint))
                BinaryPrimitives.WriteInt32LittleEndian(length, _parameters[i].Length);
            else
                BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)_parameters[i].Length);
            _parameters[i].CopyTo(result, start);
            start += _parameters[i].Length;
        }

        return result;
    }

    private static byte Family(string address) => (byte)(address.Contains(':', StringComparison.Ordinal) ? 10 : 2);

    private static byte[] End(string address, ushort port) =>
        [.. System.Net.IPAddress.Parse(address).GetAddressBytes(), (byte)port, (byte)(port >> 8)];

    private EventBuilder Add(int length, Action<byte[]> write)
    {
        byte[] bytes = new byte[length];
        write(bytes);
        return Bytes(bytes);
    }
}
