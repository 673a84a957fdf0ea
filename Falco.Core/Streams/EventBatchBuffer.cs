using System.Buffers.Binary;
using Falco.Core.Events;

namespace Falco.Core.Streams;

/// <summary>The memory of a batch and its place in the pool. Written by the source's thread until it is leased, read-only afterwards.</summary>
internal sealed class EventBatchBuffer(EventBatchPool pool, int size)
{
    /// <summary>Bytes before each event: the CPU (2), nothing (2), the flags (4).</summary>
    public const int PrefixSize = 8;

    private byte[] _bytes = Allocate(size);
    private int _length;
    private int _generation;

    /// <summary>Grows when a lease ends; a lease is good while it is that of its beginning.</summary>
    public int Generation => Volatile.Read(ref _generation);

    public int Count { get; private set; }

    /// <summary>The position of the first event in its stream.</summary>
    public long FirstNumber { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    /// <summary>Begins anew with an event of a given number.</summary>
    public void Start(long number)
    {
        _length = 0;
        Count = 0;
        FirstNumber = number;
    }

    /// <summary>Copies an event, if there is room; the first one of a batch always finds it.</summary>
    public bool TryAppend(in Event view)
    {
        ReadOnlySpan<byte> source = view.Bytes;
        int needed = PrefixSize + source.Length;
        if (_bytes.Length - _length < needed)
        {
            if (Count > 0)
                return false;
            _bytes = Allocate(needed);
        }

        Span<byte> room = _bytes.AsSpan(_length, needed);
        BinaryPrimitives.WriteUInt32LittleEndian(room, view.Cpu);
        BinaryPrimitives.WriteUInt32LittleEndian(room[4..], (uint)view.Flags);
        source.CopyTo(room[PrefixSize..]);
        _length += needed;
        Count++;
        return true;
    }

    /// <summary>Ends the lease of a generation and gives the buffer back.</summary>
    /// <returns>Whether that lease was running.</returns>
    public bool TryEndLease(int generation)
    {
        if (Interlocked.CompareExchange(ref _generation, generation + 1, generation) != generation)
            return false;
        // One huge event must not keep its memory for good.
        if (_bytes.Length > size)
            _bytes = Allocate(size);
        pool.Return(this);
        return true;
    }

    /// <summary>The event behind a prefix. The bytes were checked before they were copied, and nobody writes to a leased buffer.</summary>
    public static Event Read(ReadOnlySpan<byte> bytes)
    {
        ushort cpu = (ushort)BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        EventFlags flags = (EventFlags)BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
        return Event.OfChecked(bytes[PrefixSize..], cpu, flags);
    }

    private static byte[] Allocate(int size) => GC.AllocateUninitializedArray<byte>(size, pinned: true);
}
