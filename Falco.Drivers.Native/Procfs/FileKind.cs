namespace Falco.Drivers.Native.Procfs;

/// <summary>The kinds of files; the codes are those of the kernel's file mode.</summary>
internal enum FileKind : ushort
{
    /// <summary>None of the others: an object that has no file, only a descriptor.</summary>
    None = 0,

    Fifo = 0x1000,
    CharacterDevice = 0x2000,
    Directory = 0x4000,
    BlockDevice = 0x6000,
    Regular = 0x8000,
    SymbolicLink = 0xA000,
    Socket = 0xC000,
}
