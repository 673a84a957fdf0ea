using Falco.Core.State;

namespace Falco.Core.Streams;

/// <summary>An open descriptor as a descriptor table describes it.</summary>
public ref struct DescriptorEntry
{
    /// <summary>The number.</summary>
    public long Number { get; set; }

    /// <summary>What it refers to.</summary>
    public DescriptorType Type { get; set; }

    /// <summary>The inode.</summary>
    public ulong Inode { get; set; }

    /// <summary>The device, for files.</summary>
    public uint Device { get; set; }

    /// <summary>The mount, for files; 0 if not known. Captures do not hold it.</summary>
    public uint MountId { get; set; }

    /// <summary>Open flags of the schema, for files; for others the close-on-exec flag alone, which captures do not hold.</summary>
    public uint OpenFlags { get; set; }

    /// <summary>The path or name; empty for internet sockets.</summary>
    public ReadOnlySpan<byte> Name { get; set; }

    /// <summary>The source or own address of an internet socket: 4 or 16 bytes, network order.</summary>
    public ReadOnlySpan<byte> SourceAddress { get; set; }

    /// <summary>The destination address of an internet socket; empty for a server socket.</summary>
    public ReadOnlySpan<byte> DestinationAddress { get; set; }

    /// <summary>The source or own port, host order.</summary>
    public ushort SourcePort { get; set; }

    /// <summary>The destination port, host order.</summary>
    public ushort DestinationPort { get; set; }

    /// <summary>The layer-4 protocol of an internet socket.</summary>
    public SocketProtocol Protocol { get; set; }

    /// <summary>The kernel address of a unix socket.</summary>
    public ulong UnixSource { get; set; }

    /// <summary>The kernel address of a unix socket's peer.</summary>
    public ulong UnixDestination { get; set; }
}
