using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Falco.Drivers.Native.Ebpf.Rings;

namespace Falco.Drivers.Native.Tests.Ebpf;

/// <summary>A ring buffer in plain memory, written as the kernel writes one.</summary>
internal sealed unsafe class FakeRing : IDisposable
{
    private readonly byte* _memory;
    private readonly ulong _size;
    private ulong _position;

    public FakeRing(ulong size, ulong start = 0, BacklogSpace? backlog = null)
    {
        // Positions, then the data twice.
        _size = size;
        _memory = (byte*)NativeMemory.AllocZeroed((nuint)(16 + (2 * size)));
        *(ulong*)_memory = start;
        *(ulong*)(_memory + 8) = start;
        _position = start;
        Ring = new RingBuffer(new RingMemory((ulong*)_memory, (ulong*)(_memory + 8), _memory + 16, size), backlog is null ? null : new RingBacklog(backlog));
    }

    public RingBuffer Ring { get; }

    public ulong Consumed => *(ulong*)_memory;

    /// <summary>Writes a record; its header is the length with the given bits.</summary>
    /// <returns>Where it begins.</returns>
    public ulong Write(ReadOnlySpan<byte> content, uint bits = 0)
    {
        ulong at = _position;
        SetHeader(at, (uint)content.Length | bits);
        for (int i = 0; i < content.Length; i++)
            SetByte(at + 8 + (ulong)i, content[i]);
        _position += (ulong)content.Length + 8 + 7 & ~7UL;
        *(ulong*)(_memory + 8) = _position;
        return at;
    }

    public ulong Write(ulong timestamp, uint bits = 0)
    {
        byte[] content = new byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(content, timestamp);
        return Write(content, bits);
    }

    public void SetHeader(ulong at, uint header)
    {
        for (int i = 0; i < 4; i++)
            SetByte(at + (ulong)i, (byte)(header >> (8 * i)));
    }

    public void SetProducer(ulong position) => *(ulong*)(_memory + 8) = position;

    public void Dispose()
    {
        Ring.Dispose();
        NativeMemory.Free(_memory);
    }

    private void SetByte(ulong at, byte value)
    {
        ulong offset = at & (_size - 1);
        _memory[16 + offset] = value;
        _memory[16 + _size + offset] = value;
    }
}
