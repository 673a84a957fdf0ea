namespace Falco.Drivers.Native.Captures;

/// <summary>What a block before the events describes.</summary>
internal enum TableKind
{
    Unknown,
    Machine,
    Processes,
    Descriptors,
    Interfaces,
    Users,
}

/// <summary>What a block before the events describes, and in which version.</summary>
internal readonly record struct TableBlock(TableKind Kind, int Version)
{
    public static TableBlock Of(BlockType type) => type switch
    {
        BlockType.MachineInfo or BlockType.MachineInfoLegacy => new(TableKind.Machine, 1),
        BlockType.ProcessListV1 or BlockType.ProcessListV1Legacy => new(TableKind.Processes, 1),
        BlockType.ProcessListV2 or BlockType.ProcessListV2Legacy => new(TableKind.Processes, 2),
        BlockType.ProcessListV3 or BlockType.ProcessListV3Legacy => new(TableKind.Processes, 3),
        BlockType.ProcessListV4 => new(TableKind.Processes, 4),
        BlockType.ProcessListV5 => new(TableKind.Processes, 5),
        BlockType.ProcessListV6 => new(TableKind.Processes, 6),
        BlockType.ProcessListV7 => new(TableKind.Processes, 7),
        BlockType.ProcessListV8 => new(TableKind.Processes, 8),
        BlockType.ProcessListV9 => new(TableKind.Processes, 9),
        BlockType.DescriptorList or BlockType.DescriptorListLegacy => new(TableKind.Descriptors, 1),
        BlockType.DescriptorListV2 => new(TableKind.Descriptors, 2),
        BlockType.InterfaceList or BlockType.InterfaceListLegacy => new(TableKind.Interfaces, 1),
        BlockType.InterfaceListV2 => new(TableKind.Interfaces, 2),
        BlockType.UserList or BlockType.UserListLegacy => new(TableKind.Users, 1),
        BlockType.UserListV2 => new(TableKind.Users, 2),
        _ => default,
    };
}
