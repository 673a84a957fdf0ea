namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>
/// What a relocation asks for, computed from one place in one set of types; whether the instruction must hold the object's own
/// value before it is patched; for an offset the size and type of what lies there, so that a load can take its width.
/// </summary>
internal readonly record struct CoreValue(ulong Value, bool IsChecked = true, uint FieldSize = 0, uint FieldType = 0)
{
    private const uint MaxLoad = 8;

    /// <returns>The value; <see langword="null"/> if there is none without the place.</returns>
    public static CoreValue? Compute(CoreRelocationKind kind, CoreAccess? access) => kind switch
    {
        CoreRelocationKind.FieldExists or CoreRelocationKind.EnumeratorExists or CoreRelocationKind.TypeExists => new(access is null ? 0UL : 1),
        CoreRelocationKind.TypeSize => new(access is null ? 0UL : access.Types.SizeOf(access.Root)),
        CoreRelocationKind.LocalTypeId or CoreRelocationKind.TargetTypeId => new(access is null ? 0UL : access.Root, IsChecked: false),
        _ when access is null => null,
        CoreRelocationKind.EnumeratorValue => new(access.Types.EnumeratorValue(access.Types[access.Last.Type], access.Last.Index)),
        CoreRelocationKind.FieldByteOffset or CoreRelocationKind.FieldByteSize or CoreRelocationKind.FieldSigned
            or CoreRelocationKind.FieldLeftShift or CoreRelocationKind.FieldRightShift => access.Last.IsNamed ? OfMember(kind, access) : OfElement(kind, access),
        _ => throw Malformed.Because($"{access.Types.Name}: a relocation of the unknown kind {(uint)kind}"),
    };

    private static CoreValue OfElement(CoreRelocationKind kind, CoreAccess access)
    {
        uint type = access.Last.Type;
        return kind switch
        {
            CoreRelocationKind.FieldByteOffset => new(access.BitOffset / 8, FieldSize: access.Types.SizeOf(type), FieldType: type),
            CoreRelocationKind.FieldByteSize => new(access.Types.SizeOf(type)),
            _ => throw Malformed.Because($"{access.Types.Name}: a relocation of an element asks for a property of members"),
        };
    }

    private static CoreValue OfMember(CoreRelocationKind kind, CoreAccess access)
    {
        Btf types = access.Types;
        BtfMember member = types.Member(types[access.Last.Type], access.Last.Index);
        BtfType type = types.Resolve(member.Type);
        bool isBitField = member.BitSize != 0;
        uint bytes = types.SizeOf(type.Id);
        ulong bits = isBitField ? member.BitSize : (ulong)bytes * 8;
        ulong start = access.BitOffset / 8;
        if (isBitField)
            (start, bytes) = Container(access, bits, bytes);

        return kind switch
        {
            CoreRelocationKind.FieldByteOffset => isBitField ? new(start, IsChecked: false) : new(start, FieldSize: bytes, FieldType: type.Id),
            CoreRelocationKind.FieldByteSize => new(bytes, IsChecked: !isBitField),
            CoreRelocationKind.FieldSigned => new(types.IsSigned(type) ? 1UL : 0),
            CoreRelocationKind.FieldLeftShift => new(64 - (access.BitOffset + bits - (start * 8)), IsChecked: false),
            _ => new(64 - bits, IsChecked: false),
        };
    }

    // The smallest aligned bytes, from the declared type's width on, that hold the whole bit field.
    private static (ulong Start, uint Bytes) Container(CoreAccess access, ulong bits, uint bytes)
    {
        if (bytes == 0)
            throw Malformed.Because($"{access.Types.Name}: {access} is a bit field without a size");
        ulong start = access.BitOffset / 8 / bytes * bytes;
        while (access.BitOffset + bits - (start * 8) > bytes * 8)
        {
            if (bytes >= MaxLoad)
                throw Malformed.Because($"{access.Types.Name}: {access} does not fit into one load");
            bytes *= 2;
            start = access.BitOffset / 8 / bytes * bytes;
        }

        return (start, bytes);
    }
}
