using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>
/// The types of an object or of the kernel. One pass notes where each type begins; a type is decoded when it is looked at, so
/// that the hundred thousand types of a kernel cost four bytes each.
/// </summary>
internal sealed partial class Btf
{
    private const ushort Magic = 0xEB9F;
    private const ulong MinimalHeaderSize = 24;
    private const int TypeSize = 12;
    private const int MaxChain = 32;
    private const uint PointerSize = 8;

    // Invariant: each offset is that of a whole type with its whole body within _types; _offsets[0] stands for void.
    private readonly ReadOnlyMemory<byte> _types;
    private readonly uint[] _offsets;
    private readonly ObjectBytes _texts;

    private Btf(ObjectBytes bytes)
    {
        Name = bytes.Name;
        if (bytes.UInt16(0) != Magic)
            throw Malformed.Because($"{Name} is not little-endian BTF");
        uint header = bytes.UInt32(4);
        if (bytes.Byte(2) != 1 || header < MinimalHeaderSize)
            throw Malformed.Because($"{Name} is BTF of the unknown version {bytes.Byte(2)}");
        ulong typesAt = header + (ulong)bytes.UInt32(8);
        _types = bytes.Slice(typesAt, bytes.UInt32(12), Name).Memory;
        TypesAt = (int)typesAt;
        Bytes = bytes.Memory;
        _texts = bytes.Slice(header + (ulong)bytes.UInt32(16), bytes.UInt32(20), $"{Name}: the names");
        if (_texts.Length == 0 || _texts.Byte(0) != 0)
            throw Malformed.Because($"{Name} has no names");
        _offsets = FindTypes(_types.Span);
    }

    public string Name { get; }

    /// <summary>All of it, as it was read.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Where the types begin in <see cref="Bytes"/>.</summary>
    public int TypesAt { get; }

    /// <summary>One more than the highest id.</summary>
    public uint Count { get; private set; }

    public BtfType this[uint id]
    {
        get
        {
            if (id >= Count)
                throw Malformed.Because($"{Name} has no type {id}");
            if (id == 0)
                return default;
            int at = (int)_offsets[id];
            ReadOnlySpan<byte> bytes = _types.Span.Slice(at, TypeSize);
            return new BtfType(
                id,
                BinaryPrimitives.ReadUInt32LittleEndian(bytes),
                BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]),
                BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]),
                at + TypeSize);
        }
    }

    /// <exception cref="EbpfException">The description is malformed.</exception>
    public static Btf Parse(ReadOnlyMemory<byte> bytes, string name) => new(new ObjectBytes(bytes, name));

    public ReadOnlySpan<byte> TextBytes(uint offset) => _texts.TextBytes(offset);

    public string Text(uint offset) => _texts.Text(offset);

    /// <summary>An index of the names, for types as many as a kernel's.</summary>
    public TypeNameIndex IndexNames() => new(_types.Span, _offsets.AsSpan(0, (int)Count), _texts.Memory.Span);

    // Runs once, over everything, at start: it cannot wait until the runtime finds it worth optimising.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private uint[] FindTypes(ReadOnlySpan<byte> types)
    {
        // Types of a kernel take 24 bytes each on average.
        uint[] offsets = new uint[types.Length / 20 + 16];
        int count = 1;
        int at = 0;
        while (at < types.Length)
        {
            if (types.Length - at < TypeSize)
                throw Malformed.Because($"{Name} ends within type {count}");
            uint info = BinaryPrimitives.ReadUInt32LittleEndian(types[(at + 4)..]);
            long length = TypeSize + BodySize((BtfKind)(info >> 24 & 0x1F), (int)(info & 0xFFFF), count);
            if (length > types.Length - at)
                throw Malformed.Because($"{Name} ends within type {count}");
            if (count == offsets.Length)
                Array.Resize(ref offsets, count * 2);
            offsets[count++] = (uint)at;
            at += (int)length;
        }

        // What was reserved for more types stays: a copy would cost more than it saves.
        Count = (uint)count;
        return offsets;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int BodySize(BtfKind kind, int count, int id)
    {
        switch (kind)
        {
            case BtfKind.Structure or BtfKind.Union or BtfKind.DataSection or BtfKind.Enumeration64:
                return count * 12;
            case BtfKind.Enumeration or BtfKind.FunctionPrototype:
                return count * 8;
            case BtfKind.Array:
                return 12;
            case BtfKind.Integer or BtfKind.Variable or BtfKind.DeclarationTag:
                return 4;
            case BtfKind.Pointer or BtfKind.Forward or BtfKind.Typedef or BtfKind.Volatile or BtfKind.Constant or BtfKind.Restrict
                or BtfKind.Function or BtfKind.Float or BtfKind.TypeTag:
                return 0;
            default:
                throw Malformed.Because($"{Name}: type {id} is of the unknown kind {(int)kind}");
        }
    }
}
