using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Falco.Core.Events;

/// <summary>
/// One encoded event, read in place: <c>header (26 bytes) | lengths | parameter bytes</c>, all little-endian and unaligned.
/// </summary>
/// <remarks>
/// The view refers to memory of whoever delivers it and dies with the call; it never copies. The only way to make one is
/// <see cref="TryRead"/>, which checks every length, so that reading parameters needs no check beyond the index.
/// </remarks>
[DebuggerDisplay("{Type} tid={ThreadId} parameters={ParameterCount}")]
public readonly ref partial struct Event
{
    /// <summary>Bytes of the header: timestamp (8), thread (8), length (4), type (2), parameter count (4).</summary>
    public const int HeaderSize = 26;

    /// <summary>No event of the schema has more parameters.</summary>
    public const int MaxParameters = 32;

    // Invariant: refers to _length readable bytes that TryRead has checked.
    private readonly ref readonly byte _start;
    private readonly int _length;

    private Event(ref readonly byte start, int length, EventTypeInfo info, int count, ushort cpu, EventFlags flags)
    {
        _start = ref start;
        _length = length;
        Info = info;
        ParameterCount = count;
        Cpu = cpu;
        Flags = flags;
    }

    /// <summary>What the schema says of the type.</summary>
    public EventTypeInfo Info { get; }

    /// <summary>The parameters that can be read: those encoded, but no more than the schema knows.</summary>
    public int ParameterCount { get; }

    /// <summary>The CPU that produced the event; 0xFFFF if none did.</summary>
    public ushort Cpu { get; }

    /// <summary>Flags of the delivery, not of the type.</summary>
    public EventFlags Flags { get; }

    /// <summary>The type.</summary>
    public EventType Type => (EventType)Read<ushort>(20);

    /// <summary>Nanoseconds since the Unix epoch.</summary>
    public ulong Timestamp => Read<ulong>(0);

    /// <summary>The thread that caused the event (in the host's namespace); -1 if none did.</summary>
    public long ThreadId => Read<long>(8);

    /// <summary>The parameters that the event carries, which may be more than the schema knows.</summary>
    public int EncodedParameterCount => Read<int>(22);

    /// <summary>The whole event, for instance to copy it.</summary>
    public ReadOnlySpan<byte> Bytes => MemoryMarshal.CreateReadOnlySpan(in _start, _length);

    /// <summary>Checks an encoded event and makes a view of it.</summary>
    /// <param name="bytes">The event, beginning with its header; may be longer than the event.</param>
    /// <param name="cpu">The CPU that produced it.</param>
    /// <param name="flags">Flags of the delivery.</param>
    /// <param name="view">The view, if the result is <see cref="EventFault.None"/>.</param>
    /// <returns>Why the bytes are no event; the view is then unusable.</returns>
    public static EventFault TryRead(ReadOnlySpan<byte> bytes, ushort cpu, EventFlags flags, out Event view)
    {
        view = default;
        if (bytes.Length < HeaderSize)
            return EventFault.Truncated;
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[16..]);
        ushort type = BinaryPrimitives.ReadUInt16LittleEndian(bytes[20..]);
        uint count = BinaryPrimitives.ReadUInt32LittleEndian(bytes[22..]);
        if (length < HeaderSize || length > (uint)bytes.Length)
            return EventFault.BadLength;
        if (type >= EventSchema.TypeCount)
            return EventFault.UnknownType;
        EventTypeInfo info = EventSchema.Get((EventType)type);
        ulong end = HeaderSize + (ulong)count * (uint)info.LengthSize;
        if (end > length)
            return EventFault.TooManyParameters;

        ReadOnlySpan<byte> lengths = bytes.Slice(HeaderSize, (int)count * info.LengthSize);
        if (info.LengthSize == 2)
        {
            foreach (ushort parameter in MemoryMarshal.Cast<byte, ushort>(lengths))
                end += parameter;
        }
        else
        {
            foreach (uint parameter in MemoryMarshal.Cast<byte, uint>(lengths))
                end += parameter;
        }

        if (end > length)
            return EventFault.ParameterOverrun;
        int known = Math.Min((int)count, info.ParameterSpan.Length);
        view = new Event(in MemoryMarshal.GetReference(bytes), (int)length, info, known, cpu, flags);
        return EventFault.None;
    }

    /// <summary>A view of bytes that <see cref="TryRead"/> has checked before, possibly at another place.</summary>
    internal static Event OfChecked(ReadOnlySpan<byte> bytes, ushort cpu, EventFlags flags)
    {
        int length = BinaryPrimitives.ReadInt32LittleEndian(bytes[16..]);
        EventTypeInfo info = EventSchema.Get((EventType)BinaryPrimitives.ReadUInt16LittleEndian(bytes[20..]));
        int count = Math.Min(BinaryPrimitives.ReadInt32LittleEndian(bytes[22..]), info.ParameterSpan.Length);
        return new Event(in MemoryMarshal.GetReference(bytes[..length]), length, info, count, cpu, flags);
    }

    // The offset is below HeaderSize, or within a parameter whose bounds TryRead has checked.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T Read<T>(int offset)
        where T : unmanaged =>
        Unsafe.ReadUnaligned<T>(in Unsafe.Add(ref Unsafe.AsRef(in _start), offset));
}
