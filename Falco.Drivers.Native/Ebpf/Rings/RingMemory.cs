namespace Falco.Drivers.Native.Ebpf.Rings;

/// <summary>
/// Where a ring buffer lies: two positions that only grow, and the data, which is there twice in a row so that no record is ever
/// in two pieces.
/// </summary>
internal readonly unsafe struct RingMemory(ulong* consumerPosition, ulong* producerPosition, byte* data, ulong size)
{
    /// <summary>Up to where records have been read; this process writes it.</summary>
    public ulong* ConsumerPosition { get; } = consumerPosition;

    /// <summary>Up to where records have been reserved; the kernel writes it.</summary>
    public ulong* ProducerPosition { get; } = producerPosition;

    /// <summary>The records: <see cref="Size"/> bytes, and the same bytes once more.</summary>
    public byte* Data { get; } = data;

    /// <summary>A power of two.</summary>
    public ulong Size { get; } = size;
}
