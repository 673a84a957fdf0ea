namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>
/// The fixed part of one type: where its name is (0 for none), its size or the type that it refers to, and where its members,
/// enumerators or parameters begin.
/// </summary>
internal readonly record struct BtfType(uint Id, uint Name, uint Info, uint SizeOrType, int Body)
{
    public BtfKind Kind => (BtfKind)(Info >> 24 & 0x1F);

    /// <summary>How many members, enumerators, parameters or variables follow.</summary>
    public int Count => (int)(Info & 0xFFFF);

    /// <summary>Structures: members tell bit sizes. Enumerations: values are signed. Forwards: a union.</summary>
    public bool Flag => Info >> 31 != 0;

    public bool IsComposite => Kind is BtfKind.Structure or BtfKind.Union;

    public bool IsEnumeration => Kind is BtfKind.Enumeration or BtfKind.Enumeration64;

    /// <summary>Whether it only names or qualifies another type.</summary>
    public bool IsTransparent => Kind is BtfKind.Typedef or BtfKind.Volatile or BtfKind.Constant or BtfKind.Restrict or BtfKind.TypeTag;
}
