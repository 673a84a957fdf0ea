using System.Buffers.Binary;

namespace Falco.Drivers.Native.Procfs;

/// <summary>What a file system knows of a file, as statx(2) tells it: the only call whose structure is the same on every architecture.</summary>
internal readonly struct FileStatus
{
    /// <summary>The bytes of the kernel's structure.</summary>
    public const int Size = 256;

    /// <summary>Basic fields, and the mount.</summary>
    public const uint WantedFields = BasicFields | MountField;

    private const uint BasicFields = 0x7FF;
    private const uint MountField = 0x1000;
    private const ulong ImmutableAttribute = 0x10;
    private const uint TypeMask = 0xF000;

    /// <summary>The permission bits.</summary>
    public uint Mode { get; private init; }

    public FileKind Kind { get; private init; }

    public uint UserId { get; private init; }

    public uint GroupId { get; private init; }

    public ulong Inode { get; private init; }

    /// <summary>The device, in the encoding of the schema.</summary>
    public uint Device { get; private init; }

    /// <summary>The mount; 0 if the kernel does not tell.</summary>
    public uint MountId { get; private init; }

    /// <summary>The last status change, nanoseconds since the Unix epoch.</summary>
    public ulong ChangeTime { get; private init; }

    /// <summary>The last modification, nanoseconds since the Unix epoch.</summary>
    public ulong ModifyTime { get; private init; }

    public bool IsImmutable { get; private init; }

    /// <summary>Reads the kernel's structure.</summary>
    /// <param name="bytes"><see cref="Size"/> bytes.</param>
    public static FileStatus Decode(ReadOnlySpan<byte> bytes)
    {
        uint mode = BinaryPrimitives.ReadUInt16LittleEndian(bytes[28..]);
        bool hasMount = (BinaryPrimitives.ReadUInt32LittleEndian(bytes) & MountField) != 0;
        return new FileStatus
        {
            IsImmutable = (BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]) & ImmutableAttribute) != 0,
            UserId = BinaryPrimitives.ReadUInt32LittleEndian(bytes[20..]),
            GroupId = BinaryPrimitives.ReadUInt32LittleEndian(bytes[24..]),
            Mode = mode & ~TypeMask,
            Kind = (FileKind)(mode & TypeMask),
            Inode = BinaryPrimitives.ReadUInt64LittleEndian(bytes[32..]),
            ChangeTime = ReadTime(bytes[96..]),
            ModifyTime = ReadTime(bytes[112..]),
            Device = DeviceNumber.Encode(
                BinaryPrimitives.ReadUInt32LittleEndian(bytes[136..]), BinaryPrimitives.ReadUInt32LittleEndian(bytes[140..])),
            MountId = hasMount ? (uint)BinaryPrimitives.ReadUInt64LittleEndian(bytes[144..]) : 0,
        };
    }

    private static ulong ReadTime(ReadOnlySpan<byte> bytes) =>
        (ulong)BinaryPrimitives.ReadInt64LittleEndian(bytes) * 1_000_000_000 + BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
}
