using System.Buffers.Binary;

namespace Falco.Drivers.Native.Ebpf.Loading;

internal sealed partial class Btf
{
    private const uint SignedEncoding = 1;

    /// <summary>A member of a structure or union.</summary>
    public BtfMember Member(in BtfType type, int index)
    {
        ReadOnlySpan<byte> bytes = Entry(type, type.IsComposite, index, 12);
        uint offset = BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        return new BtfMember(
            BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]),
            type.Flag ? offset & 0xFFFFFF : offset,
            type.Flag ? offset >> 24 : 0);
    }

    public BtfArray ArrayShape(in BtfType type)
    {
        if (type.Kind != BtfKind.Array)
            throw Malformed.Because($"{Name}: type {type.Id} is no array");
        ReadOnlySpan<byte> bytes = _types.Span.Slice(type.Body, 12);
        return new BtfArray(
            BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]));
    }

    /// <summary>The name of an enumerator.</summary>
    public uint EnumeratorName(in BtfType type, int index) =>
        BinaryPrimitives.ReadUInt32LittleEndian(Entry(type, type.IsEnumeration, index, EnumeratorSize(type)));

    /// <summary>The value of an enumerator; of a 32-bit one extended by its sign.</summary>
    public ulong EnumeratorValue(in BtfType type, int index)
    {
        ReadOnlySpan<byte> bytes = Entry(type, type.IsEnumeration, index, EnumeratorSize(type));
        return type.Kind == BtfKind.Enumeration
            ? (ulong)BinaryPrimitives.ReadInt32LittleEndian(bytes[4..])
            : BinaryPrimitives.ReadUInt64LittleEndian(bytes[4..]);
    }

    /// <summary>The type of a parameter of a function prototype.</summary>
    public uint ParameterType(in BtfType type, int index) =>
        BinaryPrimitives.ReadUInt32LittleEndian(Entry(type, type.Kind == BtfKind.FunctionPrototype, index, 8)[4..]);

    /// <summary>The type of a variable of a data section.</summary>
    public uint SectionVariable(in BtfType type, int index) =>
        BinaryPrimitives.ReadUInt32LittleEndian(Entry(type, type.Kind == BtfKind.DataSection, index, 12));

    /// <summary>Whether an integer or enumeration is signed.</summary>
    public bool IsSigned(in BtfType type) => type.Kind switch
    {
        BtfKind.Integer => (IntegerEncoding(type) >> 24 & SignedEncoding) != 0,
        _ => type.IsEnumeration && type.Flag,
    };

    /// <summary>Whether an integer is a character or truth value or the like.</summary>
    public bool HasPlainEncoding(in BtfType type) => (IntegerEncoding(type) >> 24 & 0xF) == 0;

    /// <summary>Whether an integer begins within its bytes: how compilers once described bit fields.</summary>
    public bool HasBitOffset(in BtfType type) => (IntegerEncoding(type) >> 16 & 0xFF) != 0;

    /// <summary>Passes over names and qualifiers.</summary>
    public BtfType Resolve(uint id)
    {
        for (int i = 0; i <= MaxChain; i++)
        {
            BtfType type = this[id];
            if (!type.IsTransparent)
                return type;
            id = type.SizeOrType;
        }

        throw Malformed.Because($"{Name}: type {id} refers to itself");
    }

    /// <summary>The size of a value of the type.</summary>
    public uint SizeOf(uint id)
    {
        ulong elements = 1;
        for (int i = 0; i <= MaxChain; i++)
        {
            BtfType type = this[id];
            switch (type.Kind)
            {
                case BtfKind.Integer or BtfKind.Structure or BtfKind.Union or BtfKind.Enumeration or BtfKind.Enumeration64 or BtfKind.DataSection or BtfKind.Float:
                    return Total(type.SizeOrType, elements, id);
                case BtfKind.Pointer:
                    return Total(PointerSize, elements, id);
                case BtfKind.Array:
                    BtfArray array = ArrayShape(type);
                    elements = Total(array.Count, elements, id);
                    id = array.Element;
                    break;
                case BtfKind.Typedef or BtfKind.Volatile or BtfKind.Constant or BtfKind.Restrict or BtfKind.TypeTag or BtfKind.Variable or BtfKind.DeclarationTag:
                    id = type.SizeOrType;
                    break;
                default:
                    throw Malformed.Because($"{Name}: type {id} has no size");
            }
        }

        throw Malformed.Because($"{Name}: type {id} refers to itself");
    }

    private uint Total(uint size, ulong elements, uint id)
    {
        ulong total = size * elements;
        return total <= int.MaxValue ? (uint)total : throw Malformed.Because($"{Name}: type {id} is {total} bytes large");
    }

    private uint IntegerEncoding(in BtfType type) =>
        type.Kind == BtfKind.Integer ? BinaryPrimitives.ReadUInt32LittleEndian(_types.Span[type.Body..]) : 0;

    private static int EnumeratorSize(in BtfType type) => type.Kind == BtfKind.Enumeration ? 8 : 12;

    private ReadOnlySpan<byte> Entry(in BtfType type, bool isOfKind, int index, int size)
    {
        if (!isOfKind || (uint)index >= (uint)type.Count)
            throw Malformed.Because($"{Name}: type {type.Id} has no entry {index} of that kind");
        return _types.Span.Slice(type.Body + index * size, size);
    }
}
