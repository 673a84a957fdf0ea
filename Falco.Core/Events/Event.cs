using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Falco.Core.Events;

/// <summary>
/// One encoded event, read in place: <c>header (26 bytes) | lengths | parameter bytes</c>, all little-endian and unaligned.
/// </summary>
/// <remarks>
/// The view refers to memory of whoever delivers it and dies with the call; it never copies. <see cref="TryRead"/> checks every length, so
/// that reading cannot fail. Should the memory be given to other events while a view of it is still in use, what is read is wrong, but
/// never beyond the memory.
/// </remarks>
[DebuggerDisplay("{Type} tid={ThreadId} parameters={ParameterCount}")]
public readonly ref partial struct Event
{
    /// <summary>Bytes of the header: timestamp (8), thread (8), length (4), type (2), parameter count (4).</summary>
    public const int HeaderSize = 26;

    /// <summary>No event of the schema has more parameters.</summary>
    public const int MaxParameters = 32;

    private const ushort NoCpu = 0xFFFF;

    // Invariant: refers to _length readable bytes, of which TryRead has checked that the header and the length array are among them.
    private readonly ref readonly byte _start;
    private readonly int _length;
    private readonly int _payload;

    private Event(ref readonly byte start, int length, EventTypeInfo info, int count, int payload, ushort cpu, EventFlags flags)
    {
        _start = ref start;
        _length = length;
        _payload = payload;
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
        ulong payload = HeaderSize + (ulong)count * (uint)info.LengthSize;
        if (payload > length)
            return EventFault.TooManyParameters;
        ref byte start = ref MemoryMarshal.GetReference(bytes);
        if (payload + SumOfLengths(ref Unsafe.Add(ref start, HeaderSize), count, info.LengthSize) > length)
            return EventFault.ParameterOverrun;

        // Spans end below 2 GiB, so what is not above their length fits an int.
        int known = (int)Math.Min(count, (uint)info.ParameterSpan.Length);
        view = new Event(in start, (int)length, info, known, (int)payload, cpu, flags);
        return EventFault.None;
    }

    /// <summary>A view of bytes that <see cref="TryRead"/> has checked before, possibly at another place.</summary>
    internal static Event OfChecked(ReadOnlySpan<byte> bytes, ushort cpu, EventFlags flags)
    {
        int length = BinaryPrimitives.ReadInt32LittleEndian(bytes[16..]);
        EventTypeInfo info = EventSchema.Get((EventType)BinaryPrimitives.ReadUInt16LittleEndian(bytes[20..]));
        int count = BinaryPrimitives.ReadInt32LittleEndian(bytes[22..]);
        int payload = HeaderSize + count * info.LengthSize;
        int known = Math.Min(count, info.ParameterSpan.Length);
        return new Event(in MemoryMarshal.GetReference(bytes[..length]), length, info, known, payload, cpu, flags);
    }

    /// <summary>A view of a header without parameters, for an event whose type the schema does not know.</summary>
    /// <param name="header"><see cref="HeaderSize"/> bytes: a whole header that tells of no parameters.</param>
    /// <param name="info">What is known of the type.</param>
    internal static Event OfHeader(ReadOnlySpan<byte> header, EventTypeInfo info) =>
        new(in MemoryMarshal.GetReference(header[..HeaderSize]), HeaderSize, info, 0, HeaderSize, NoCpu, EventFlags.None);

    // The offset and the size are within the header or the length array.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T Read<T>(int offset)
        where T : unmanaged =>
        Unsafe.ReadUnaligned<T>(in Unsafe.Add(ref Unsafe.AsRef(in _start), offset));
}
