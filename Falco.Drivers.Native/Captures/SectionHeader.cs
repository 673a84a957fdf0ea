namespace Falco.Drivers.Native.Captures;

/// <summary>The layout of the block that begins a section: <c>type, length, mark, version, length of the section, length</c>.</summary>
internal static class SectionHeader
{
    /// <summary>The bytes of the block without options.</summary>
    public const int Size = 28;

    /// <summary>Tells the byte order of the writer.</summary>
    public const uint ByteOrderMagic = 0x1A2B3C4D;

    /// <summary>What <see cref="ByteOrderMagic"/> looks like when the writer was a big-endian machine.</summary>
    public const uint SwappedByteOrderMagic = 0x4D3C2B1A;

    /// <summary>The version that a reader must know.</summary>
    public const ushort MajorVersion = 1;

    /// <summary>The version within the major one; no reader looks at it.</summary>
    public const ushort MinorVersion = 2;

    /// <summary>The length of a section that goes on as long as there are blocks.</summary>
    public const ulong UnknownLength = ulong.MaxValue;
}
