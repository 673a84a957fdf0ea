using System.Buffers.Binary;
using Falco.Core.Events;

namespace Falco.Core.Plugins;

/// <summary>Events on their way from a plugin to the engine; its memory is used again and again.</summary>
public sealed class PluginEventBatch
{
    /// <summary>A batch is full when it has this many events.</summary>
    public const int MaxCount = 128;

    /// <summary>A batch is full when it has this many bytes.</summary>
    public const int FullBytes = 256 * 1024;

    /// <summary>No event has more data than these bytes.</summary>
    public const int MaxEventBytes = 16 * 1024 * 1024;

    /// <summary>The time that the engine replaces by that at which it sees the event.</summary>
    public const ulong Now = ulong.MaxValue;

    internal const int PayloadOffset = Event.HeaderSize + ParameterCount * sizeof(uint) + sizeof(uint);

    private const int ParameterCount = 2;

    private byte[] _bytes = GC.AllocateUninitializedArray<byte>(FullBytes, pinned: true);
    private int[] _starts = new int[MaxCount];
    private int _length;

    /// <summary>How many events there are.</summary>
    public int Count { get; private set; }

    /// <summary>Whether no more events should be added.</summary>
    public bool IsFull => Count >= MaxCount || _length >= FullBytes;

    /// <summary>Adds an event.</summary>
    /// <param name="data">The data, in the plugin's own format; copied.</param>
    /// <param name="timestamp">Nanoseconds since the Unix epoch.</param>
    /// <exception cref="ArgumentException">The data is longer than <see cref="MaxEventBytes"/>.</exception>
    public void Add(ReadOnlySpan<byte> data, ulong timestamp = Now)
    {
        if (data.Length > MaxEventBytes)
            throw new ArgumentException($"An event has {data.Length} bytes, more than {MaxEventBytes}.", nameof(data));
        Span<byte> bytes = Take(PayloadOffset + data.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, timestamp);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], -1);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[16..], bytes.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[20..], (ushort)EventType.PlugineventEnter);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[22..], ParameterCount);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[Event.HeaderSize..], sizeof(uint));
        BinaryPrimitives.WriteInt32LittleEndian(bytes[(Event.HeaderSize + sizeof(uint))..], data.Length);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[(PayloadOffset - sizeof(uint))..], 0);
        data.CopyTo(bytes[PayloadOffset..]);
    }

    /// <summary>Adds an encoded event of any type, to be checked when it is delivered.</summary>
    internal void AddEncoded(ReadOnlySpan<byte> encoded) => encoded.CopyTo(Take(encoded.Length));

    /// <summary>An event in the encoding of captures, valid until the batch is used again; its plugin id is not set yet.</summary>
    public ReadOnlySpan<byte> Encoded(int index) => this[index];

    /// <summary>An encoded event; what is written to it changes it.</summary>
    internal Span<byte> this[int index] =>
        _bytes.AsSpan(_starts[index]..(index + 1 < Count ? _starts[index + 1] : _length));

    internal void Clear()
    {
        _length = 0;
        Count = 0;

        // One huge event must not keep its memory for good.
        if (_bytes.Length > 4 * FullBytes)
            _bytes = GC.AllocateUninitializedArray<byte>(FullBytes, pinned: true);
        if (_starts.Length > 8 * MaxCount)
            _starts = new int[MaxCount];
    }

    private Span<byte> Take(int length)
    {
        if (_bytes.Length - _length < length)
        {
            byte[] larger = GC.AllocateUninitializedArray<byte>(Math.Max(checked(_length + length), (int)Math.Min(_bytes.Length * 2L, Array.MaxLength)), pinned: true);
            _bytes.AsSpan(0, _length).CopyTo(larger);
            _bytes = larger;
        }

        if (Count == _starts.Length)
            Array.Resize(ref _starts, Count * 2);
        _starts[Count++] = _length;
        Span<byte> room = _bytes.AsSpan(_length, length);
        _length += length;
        return room;
    }
}
