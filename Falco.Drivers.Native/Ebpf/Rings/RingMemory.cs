namespace Falco.Drivers.Native.Ebpf.Rings;

/// <summary>
/// Where a ring buffer lies: two positions that only grow, and the data, which is there twice in a row so that no record is ever
/// in two pieces.
/// </summary>
/// <param name="ConsumerPosition">Up to where records have been read; this process writes it.</param>
/// <param name="ProducerPosition">Up to where records have been reserved; the kernel writes it.</param>
/// <param name="Data">The records: <paramref name="Size"/> bytes, and the same bytes once more.</param>
/// <param name="Size">A power of two.</param>
internal readonly unsafe record struct RingMemory(ulong* ConsumerPosition, ulong* ProducerPosition, byte* Data, ulong Size);
