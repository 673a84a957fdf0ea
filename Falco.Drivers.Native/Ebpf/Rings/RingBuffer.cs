using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using Falco.Drivers.Native.Ebpf.Kernel;

namespace Falco.Drivers.Native.Ebpf.Rings;

/// <summary>
/// Reads one ring buffer in place. The kernel writes no record over before <see cref="Release"/> says so; until then what was
/// handed out stays as it is. Used by one thread at a time.
/// </summary>
internal sealed unsafe class RingBuffer : IDisposable
{
    private const uint Busy = 1u << 31;
    private const uint Discarded = 1u << 30;
    private const int HeaderSize = 8;

    private readonly RingMemory _memory;
    private readonly MappedMemory? _consumer;
    private readonly MappedMemory? _producer;

    // Invariant: _published <= _position <= _end <= _published + Size, as unsigned differences; all are multiples of 8.
    private ulong _published;
    private ulong _position;
    private ulong _end;

    // The record at _position; null if there is none or it was not looked at.
    private byte* _record;
    private uint _length;

    public RingBuffer(RingMemory memory)
    {
        if (!BitOperations.IsPow2(memory.Size) || memory.Size > int.MaxValue)
            throw new ArgumentException($"A ring of {memory.Size} bytes is not a power of two.", nameof(memory));
        _memory = memory;
        _published = _position = _end = Volatile.Read(ref *memory.ConsumerPosition);
    }

    private RingBuffer(RingMemory memory, MappedMemory consumer, MappedMemory producer)
        : this(memory)
    {
        _consumer = consumer;
        _producer = producer;
    }

    /// <summary>The size of the data in bytes.</summary>
    public ulong Size => _memory.Size;

    /// <summary>How many bytes of records are there that were not yet handed out, at this moment.</summary>
    public ulong Unread
    {
        get
        {
            ThrowIfDisposed();
            return Volatile.Read(ref *_memory.ProducerPosition) - _position;
        }
    }

    /// <summary>The record that <see cref="TryPeek"/> found.</summary>
    public ReadOnlySpan<byte> Current => new(_record, (int)_length);

    private bool IsDisposed { get; set; }

    /// <summary>Maps a ring buffer of the kernel's.</summary>
    /// <exception cref="EbpfException">The kernel refused.</exception>
    public static RingBuffer Map(BpfMap map)
    {
        if (map.Type != BpfMapType.RingBuffer)
            throw new ArgumentException($"The map '{map.Name}' is no ring buffer.", nameof(map));
        nuint page = (nuint)Environment.SystemPageSize;
        MappedMemory? consumer = null;
        MappedMemory? producer = null;
        try
        {
            // The kernel's layout: a page for each position, then the data twice; only the first page may be written.
            consumer = MappedMemory.Map(map.Handle, 0, page, isWritable: true);
            producer = MappedMemory.Map(map.Handle, page, page + (2 * (nuint)map.MaxEntries), isWritable: false);
            RingMemory memory = new((ulong*)consumer.Address, (ulong*)producer.Address, (byte*)producer.Address + page, map.MaxEntries);
            return new RingBuffer(memory, consumer, producer);
        }
        catch
        {
            consumer?.Dispose();
            producer?.Dispose();
            throw;
        }
    }

    /// <summary>Notes how far the kernel has written: records beyond are not seen until the next call.</summary>
    /// <returns>Whether anything is there to look at.</returns>
    public bool Refresh()
    {
        ThrowIfDisposed();
        ulong end = Volatile.Read(ref *_memory.ProducerPosition);
        if (end - _published > _memory.Size)
            ThrowCorrupt($"{end - _published} unread bytes");
        _end = end;
        return _position != end;
    }

    /// <summary>Finds the next record, passing over those that were withdrawn.</summary>
    /// <returns>Whether there is one; a record that is still being written counts as the end.</returns>
    /// <exception cref="EbpfException">The ring contradicts itself.</exception>
    public bool TryPeek()
    {
        while (_record is null)
        {
            // After Dispose both are equal, so unmapped memory is never touched.
            if (_position == _end)
                return false;
            byte* header = _memory.Data + (_position & (_memory.Size - 1));

            // Read before the record's content: the kernel clears the busy bit after it has written that.
            uint state = Volatile.Read(ref *(uint*)header);
            if ((state & Busy) != 0)
                return false;
            uint length = state & ~(Busy | Discarded);
            if (SpaceOf(length) > _end - _position)
                ThrowCorrupt($"a record of {length} bytes where {_end - _position} are left");
            if ((state & Discarded) != 0)
            {
                _position += SpaceOf(length);
                continue;
            }

            // The record lies within Size bytes from a start within the first copy, so within the two copies.
            _record = header + HeaderSize;
            _length = length;
        }

        return true;
    }

    /// <summary>Passes over the record that <see cref="TryPeek"/> found; its bytes stay valid until <see cref="Release"/>.</summary>
    public void Advance()
    {
        if (_record is null)
            return;
        _position += SpaceOf(_length);
        _record = null;
        _length = 0;
    }

    /// <summary>Hands out the next record, valid until <see cref="Release"/>.</summary>
    public bool TryRead(out ReadOnlySpan<byte> record)
    {
        bool isThere = TryPeek();
        record = Current;
        Advance();
        return isThere;
    }

    /// <summary>Gives everything before the next record back to the kernel: no record handed out so far may be used any more.</summary>
    public void Release()
    {
        if (_position == _published || IsDisposed)
            return;
        Volatile.Write(ref *_memory.ConsumerPosition, _position);
        _published = _position;
    }

    public void Dispose()
    {
        IsDisposed = true;
        _record = null;
        _length = 0;
        _end = _position;
        _consumer?.Dispose();
        _producer?.Dispose();
    }

    private static ulong SpaceOf(uint length) => ((ulong)length + HeaderSize + 7) & ~7UL;

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(IsDisposed, this);

    // Apart, so that the readers stay small enough to be inlined.
    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ThrowCorrupt(string found) =>
        throw new EbpfException(EbpfFault.CorruptRing, $"a ring buffer of {_memory.Size} bytes claims {found} at position {_position}");
}
