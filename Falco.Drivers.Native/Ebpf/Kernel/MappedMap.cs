namespace Falco.Drivers.Native.Ebpf.Kernel;

/// <summary>
/// The memory of an array that was created with <see cref="BpfMapFlags.Mappable"/>: settings and counters shared with the
/// programs without a system call.
/// </summary>
internal sealed unsafe class MappedMap : IDisposable
{
    private readonly MappedMemory _memory;
    private readonly int _elementSize;
    private readonly int _length;

    /// <exception cref="EbpfException">The kernel refused.</exception>
    public MappedMap(BpfMap map, bool isWritable)
    {
        long length = (long)map.ElementSize * map.MaxEntries;
        if (map.Type != BpfMapType.Array || !map.Flags.HasFlag(BpfMapFlags.Mappable) || length is <= 0 or > int.MaxValue)
            throw new ArgumentException($"The map '{map.Name}' cannot be mapped.", nameof(map));
        _elementSize = map.ElementSize;
        _length = (int)length;
        nuint page = (nuint)Environment.SystemPageSize;
        _memory = MappedMemory.Map(map.Handle, 0, ((nuint)length + page - 1) / page * page, isWritable);
    }

    /// <summary>All elements, each rounded up to 8 bytes. Writing to a mapping that is not writable ends the process.</summary>
    /// <remarks>Valid until <see cref="Dispose"/>, which the owner may call only when no span is in use.</remarks>
    public Span<byte> Bytes
    {
        get
        {
            ObjectDisposedException.ThrowIf(_memory.IsClosed, this);

            // The mapping has _length bytes, rounded up to pages, and stays until it is disposed.
            return new Span<byte>((void*)_memory.Address, _length);
        }
    }

    public Span<byte> this[int index] => Bytes.Slice(index * _elementSize, _elementSize);

    public void Dispose() => _memory.Dispose();
}
