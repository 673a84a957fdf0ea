using Falco.Drivers.Native.Ebpf.Kernel;

namespace Falco.Drivers.Native.Ebpf.Rings;

/// <summary>
/// Records that were taken out of a ring, headers included, because their reader was far behind: in the order of the ring, in pieces that go back to
/// the system once they have been read. Used by one thread at a time.
/// </summary>
internal sealed unsafe class RingBacklog(BacklogSpace space) : IDisposable
{
    private readonly Queue<MappedMemory> _pieces = [];

    // Read to their ends; what was handed out of them may still be in use.
    private readonly Queue<MappedMemory> _spent = [];

    // Invariant: within the first piece, or both null when there is none. No piece is empty.
    private byte* _next;
    private byte* _end;

    /// <summary>The header of the next record.</summary>
    public byte* Next => _next;

    /// <summary>How many bytes of records the first piece still has; 0 only when there is no piece.</summary>
    public ulong Left => (ulong)(_end - _next);

    /// <summary>How many bytes of records may still be added.</summary>
    public ulong Room => (ulong)space.Left;

    /// <summary>Copies records behind those that are here.</summary>
    /// <returns>Whether there was room for them.</returns>
    public bool TryAdd(ReadOnlySpan<byte> records)
    {
        if (records.IsEmpty || space.TryTake(records.Length) is not { } piece)
            return false;
        records.CopyTo(new Span<byte>((void*)piece.Address, records.Length));
        _pieces.Enqueue(piece);
        if (_next == null)
            Begin(piece);
        return true;
    }

    /// <summary>Passes over so many bytes, at most those that are left of the piece; they stay valid until <see cref="Release"/>.</summary>
    public void Skip(ulong bytes)
    {
        _next += bytes;
        if (_next != _end)
            return;
        _spent.Enqueue(_pieces.Dequeue());
        if (_pieces.TryPeek(out MappedMemory? piece))
            Begin(piece);
        else
            _next = _end = null;
    }

    /// <summary>Gives the pieces that were read back: no record of them may be used any more.</summary>
    public void Release()
    {
        while (_spent.TryDequeue(out MappedMemory? piece))
            space.Return(piece);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _next = _end = null;
        Release();
        while (_pieces.TryDequeue(out MappedMemory? piece))
            space.Return(piece);
    }

    private void Begin(MappedMemory piece)
    {
        _next = (byte*)piece.Address;
        _end = _next + piece.Length;
    }
}
