using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;

namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>
/// A part of a file from outside. Offsets and lengths that the file itself claims are checked here, and nowhere else: what lies
/// beyond the end is reported as a malformed object.
/// </summary>
internal readonly struct ObjectBytes(ReadOnlyMemory<byte> bytes, string name)
{
    private const int MaxName = 512;

    private readonly ReadOnlyMemory<byte> _bytes = bytes;

    /// <summary>The name of the part, for the report.</summary>
    public string Name { get; } = name;

    public int Length => _bytes.Length;

    public ReadOnlyMemory<byte> Memory => _bytes;

    public byte Byte(ulong offset) => At(offset, 1)[0];

    public ushort UInt16(ulong offset) => BinaryPrimitives.ReadUInt16LittleEndian(At(offset, sizeof(ushort)));

    public uint UInt32(ulong offset) => BinaryPrimitives.ReadUInt32LittleEndian(At(offset, sizeof(uint)));

    public ulong UInt64(ulong offset) => BinaryPrimitives.ReadUInt64LittleEndian(At(offset, sizeof(ulong)));

    public ReadOnlySpan<byte> At(ulong offset, ulong length)
    {
        Check(offset, length);
        return _bytes.Span.Slice((int)offset, (int)length);
    }

    public ObjectBytes Slice(ulong offset, ulong length, string name)
    {
        Check(offset, length);
        return new ObjectBytes(_bytes.Slice((int)offset, (int)length), name);
    }

    /// <summary>The bytes up to the next NUL.</summary>
    public ReadOnlySpan<byte> TextBytes(ulong offset)
    {
        Check(offset, 0);
        ReadOnlySpan<byte> rest = _bytes.Span[(int)offset..];
        int length = rest.IndexOf((byte)0);
        if (length < 0)
            ThrowBeyond(offset, (ulong)rest.Length + 1);
        return rest[..length];
    }

    /// <summary>A name. Its length is bounded: many symbols may claim the same long text.</summary>
    public string Text(ulong offset)
    {
        ReadOnlySpan<byte> bytes = TextBytes(offset);
        return bytes.Length <= MaxName ? Encoding.UTF8.GetString(bytes) : throw Malformed.Because($"{Name} holds a name of {bytes.Length} bytes");
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Check(ulong offset, ulong length)
    {
        // Neither comparison can wrap: the second subtracts what the first has shown to be smaller.
        if (offset > (ulong)_bytes.Length || length > (ulong)_bytes.Length - offset)
            ThrowBeyond(offset, length);
    }

    [DoesNotReturn]
    private void ThrowBeyond(ulong offset, ulong length) =>
        throw Malformed.Because($"{Name} has {Length} bytes; {length} at offset {offset} were expected");
}
