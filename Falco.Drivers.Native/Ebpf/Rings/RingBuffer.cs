using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using Falco.Drivers.Native.Ebpf.Kernel;

namespace Falco.Drivers.Native.Ebpf.Rings;

/// <summary>
/// Reads one ring buffer in place. The kernel writes no record over before <see cref="Release"/> says so; until then what was
/// handed out stays as it is. Used by one thread at a time.
/// </summary>
/// <remarks>
/// A reader that falls behind, because its code is not compiled yet, or because its observers take long for a moment, loses nothing as long as the
/// backlog has room and it comes back before the ring is full: what fills the ring beyond a quarter is copied there, which is much faster than to judge
/// it, and read from there first.
/// </remarks>
internal sealed unsafe class RingBuffer : IDisposable
{
    private const uint Busy = 1u << 31;
    private const uint Discarded = 1u << 30;
    private const int HeaderSize = 8;

    private readonly RingMemory _memory;
    private readonly RingBacklog? _backlog;
    private readonly MappedMemory? _consumer;
    private readonly MappedMemory? _producer;

    // Invariant: _published <= _position <= _end <= _published + Size, as unsigned differences; all are multiples of 8.
    private ulong _published;
    private ulong _position;
    private ulong _end;

    // The next record, of the backlog if that has one, else the one at _position; null if there is none or it was not looked at.
    private byte* _record;
    private uint _length;

    public RingBuffer(RingMemory memory, RingBacklog? backlog = null)
    {
        if (!BitOperations.IsPow2(memory.Size) || memory.Size > int.MaxValue)
            throw new ArgumentException($"A ring of {memory.Size} bytes is not a power of two.", nameof(memory));
        _memory = memory;
        _backlog = backlog;
        _published = _position = _end = Volatile.Read(ref *memory.ConsumerPosition);
    }

    private RingBuffer(RingMemory memory, RingBacklog? backlog, MappedMemory consumer, MappedMemory producer)
        : this(memory, backlog)
    {
        _consumer = consumer;
        _producer = producer;
    }

    /// <summary>The size of the data in bytes.</summary>
    public ulong Size => _memory.Size;

    /// <summary>The record that <see cref="TryPeek"/> found.</summary>
    public ReadOnlySpan<byte> Current => new(_record, (int)_length);

    private bool IsDisposed { get; set; }

    [MemberNotNullWhen(true, nameof(_backlog))]
    private bool HasBacklog => _backlog is { Left: > 0 };

    /// <summary>Maps a ring buffer of the kernel's.</summary>
    /// <param name="map">The ring buffer.</param>
    /// <param name="backlog">Where records go when the reader is behind, or <see langword="null"/> for nowhere; the ring disposes of it.</param>
    /// <exception cref="EbpfException">The kernel refused.</exception>
    public static RingBuffer Map(BpfMap map, RingBacklog? backlog = null)
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
            return new RingBuffer(memory, backlog, consumer, producer);
        }
        catch
        {
            consumer?.Dispose();
            producer?.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Notes how far the kernel has written: records beyond are not seen until the next call. Makes room in the ring if the reader is far behind and has
    /// released all that it was handed; a record that it has only peeked at is to be peeked at again.
    /// </summary>
    /// <returns>Whether anything is there to look at.</returns>
    public bool Refresh()
    {
        ThrowIfDisposed();
        ulong end = Volatile.Read(ref *_memory.ProducerPosition);
        if (end - _published > _memory.Size)
            ThrowCorrupt($"{end - _published} unread bytes");
        _end = end;
        if (_backlog is not null && _position == _published && end - _position > _memory.Size / 4)
            MakeRoom(_backlog);
        return _position != end || HasBacklog;
    }

    /// <summary>Finds the next record, passing over those that were withdrawn.</summary>
    /// <returns>Whether there is one; a record that is still being written counts as the end.</returns>
    /// <exception cref="EbpfException">The ring contradicts itself.</exception>
    public bool TryPeek()
    {
        while (_record is null)
        {
            byte* header;
            ulong left;
            if (HasBacklog)
            {
                header = _backlog.Next;
                left = _backlog.Left;
            }
            else if (_position != _end)
            {
                header = HeaderAt(_position);
                left = _end - _position;
            }
            else
            {
                // After Dispose there is no backlog and both are equal, so unmapped memory is never touched.
                return false;
            }

            uint state = ReadState(header);
            if ((state & Busy) != 0)
                return false;
            uint length = LengthOf(state, left);
            if ((state & Discarded) != 0)
            {
                Skip(SpaceOf(length));
                continue;
            }

            // In the ring it lies within Size bytes from a start within the first copy, so within the two copies; in the backlog
            // within its piece.
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
        Skip(SpaceOf(_length));
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
        _backlog?.Release();
        if (_position != _published && !IsDisposed)
            Publish();
    }

    public void Dispose()
    {
        IsDisposed = true;
        _record = null;
        _length = 0;
        _end = _position;
        _backlog?.Dispose();
        _consumer?.Dispose();
        _producer?.Dispose();
    }

    // Moves the complete records of the ring to the end of the backlog.
    private void MakeRoom(RingBacklog backlog)
    {
        // Asked first: to walk over the records takes time, which a reader who is behind does not have.
        ulong most = Math.Min(_end - _position, backlog.Room);
        if (most <= _memory.Size / 4)
            return;

        // At most Size bytes from a start within the first copy.
        ulong stop = FindComplete(most);
        if (!backlog.TryAdd(new ReadOnlySpan<byte>(HeaderAt(_position), (int)(stop - _position))))
            return;

        // If it was looked at already, it is found again, in the backlog or where it is.
        _record = null;
        _length = 0;
        _position = stop;
        Publish();
    }

    // Where the first record begins that is still being written, or that does not lie within so many bytes, or the end. Compiled well from the first call on: it is needed when all
    // else is not.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ulong FindComplete(ulong most)
    {
        ulong position = _position;
        while (position != _end)
        {
            uint state = ReadState(HeaderAt(position));
            if ((state & Busy) != 0)
                break;
            ulong space = SpaceOf(LengthOf(state, _end - position));
            if (position - _position + space > most)
                break;
            position += space;
        }

        return position;
    }

    private void Publish()
    {
        Volatile.Write(ref *_memory.ConsumerPosition, _position);
        _published = _position;
    }

    private void Skip(ulong space)
    {
        if (HasBacklog)
            _backlog.Skip(space);
        else
            _position += space;
    }

    private byte* HeaderAt(ulong position) => _memory.Data + (position & (_memory.Size - 1));

    // Before the record's content is read: the kernel clears the busy bit after it has written that.
    private static uint ReadState(byte* header) => Volatile.Read(ref *(uint*)header);

    private uint LengthOf(uint state, ulong left)
    {
        uint length = state & ~(Busy | Discarded);
        if (SpaceOf(length) > left)
            ThrowTooLong(length, left);
        return length;
    }

    private static ulong SpaceOf(uint length) => ((ulong)length + HeaderSize + 7) & ~7UL;

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(IsDisposed, this);

    // Apart, so that the readers stay small enough to be inlined.
    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ThrowTooLong(uint length, ulong left) => ThrowCorrupt($"a record of {length} bytes where {left} are left");

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ThrowCorrupt(string found) =>
        throw new EbpfException(EbpfFault.CorruptRing, $"a ring buffer of {_memory.Size} bytes claims {found} at position {_position}");
}
