using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Falco.Outputs.Delivery.Spooling;

/// <summary>
/// How far the sink has got: the sequence number of the first alert that it has not, in a file with two slots that are written in turn, so
/// that a write that breaks off leaves the other. A slot holds a generation (8), the number (8) and their CRC-32C (4).
/// </summary>
internal sealed class SpoolPosition : IDisposable
{
    private const int SlotBytes = 32;
    private const int UsedBytes = 20;

    private readonly SafeFileHandle _file;
    private ulong _generation;

    /// <summary>Opens the file, which also keeps other processes out of the spool.</summary>
    /// <exception cref="IOException">Another process uses the spool, or the file cannot be opened.</exception>
    public SpoolPosition(string path)
    {
        _file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        Span<byte> slot = stackalloc byte[UsedBytes];
        for (int i = 0; i < 2; i++)
        {
            int read = RandomAccess.Read(_file, slot, i * SlotBytes);
            ulong generation = BinaryPrimitives.ReadUInt64LittleEndian(slot);
            if (read < UsedBytes || generation <= _generation
                || BinaryPrimitives.ReadUInt32LittleEndian(slot[16..]) != SpoolRecord.Checksum(slot[..16]))
                continue;
            _generation = generation;
            Next = BinaryPrimitives.ReadUInt64LittleEndian(slot[8..]);
        }
    }

    /// <summary>The number of the first alert that the sink has not; 0 if nothing is known.</summary>
    public ulong Next { get; private set; }

    public void Move(ulong next)
    {
        Next = next;
        _generation++;
        Span<byte> slot = stackalloc byte[UsedBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(slot, _generation);
        BinaryPrimitives.WriteUInt64LittleEndian(slot[8..], next);
        BinaryPrimitives.WriteUInt32LittleEndian(slot[16..], SpoolRecord.Checksum(slot[..16]));
        RandomAccess.Write(_file, slot, (long)(_generation % 2) * SlotBytes);
    }

    public void Flush() => RandomAccess.FlushToDisk(_file);

    public void Dispose() => _file.Dispose();
}
