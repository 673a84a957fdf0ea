using System.Diagnostics;

namespace Falco.Core.State;

/// <summary>What is known of one open descriptor. Pooled: a reference is valid until the descriptor is closed.</summary>
[DebuggerDisplay("{Number} {Type}")]
public sealed class DescriptorRecord
{
    internal TextBuffer NameBuffer;
    internal TextBuffer RawNameBuffer;
    internal SocketFields Socket;

    private PredicateMemo _memo;

    internal DescriptorRecord()
    {
    }

    /// <summary>The number in the process's table.</summary>
    public long Number { get; internal set; }

    /// <summary>What it refers to.</summary>
    public DescriptorType Type { get; internal set; }

    /// <summary>Flags.</summary>
    public DescriptorFlags Flags { get; internal set; }

    /// <summary>Open flags of the schema.</summary>
    public uint OpenFlags { get; internal set; }

    /// <summary>The path, or the text of the socket's addresses.</summary>
    public ReadOnlySpan<byte> Name => NameBuffer.Span;

    /// <summary>The path as the process passed it.</summary>
    public ReadOnlySpan<byte> RawName => RawNameBuffer.Span;

    /// <summary>The device.</summary>
    public uint Device { get; internal set; }

    /// <summary>The mount.</summary>
    public uint MountId { get; internal set; }

    /// <summary>The inode.</summary>
    public ulong Inode { get; internal set; }

    /// <summary>For a pidfd: the process that it refers to.</summary>
    public long ProcessId { get; internal set; }

    /// <summary>The layer-4 protocol of an internet socket.</summary>
    public SocketProtocol Protocol => Socket.Protocol(Type);

    /// <summary>The source of a connection, or the own address of a server socket: 4 or 16 bytes, network order.</summary>
    public ReadOnlySpan<byte> SourceAddress => Socket.Source(Type);

    /// <summary>The destination of a connection: 4 or 16 bytes, network order; empty for a server socket.</summary>
    public ReadOnlySpan<byte> DestinationAddress => Socket.Destination(Type);

    /// <summary>The source or own port, host order.</summary>
    public ushort SourcePort => Socket.SourcePort(Type);

    /// <summary>The destination port, host order.</summary>
    public ushort DestinationPort => Socket.DestinationPort(Type);

    /// <summary>The kernel address of a unix socket.</summary>
    public ulong UnixSource => Type == DescriptorType.UnixSocket ? Socket.UnixSource : 0;

    /// <summary>The kernel address of a unix socket's peer.</summary>
    public ulong UnixDestination => Type == DescriptorType.UnixSocket ? Socket.UnixDestination : 0;

    /// <summary>
    /// The protocol as people are shown it: a connection that is neither client nor server yet has none, unless it is a raw socket.
    /// </summary>
    internal SocketProtocol ShownProtocol => Type switch
    {
        DescriptorType.IPv4ServerSocket or DescriptorType.IPv6ServerSocket => Protocol,
        DescriptorType.IPv4Socket or DescriptorType.IPv6Socket when HasRole || Protocol == SocketProtocol.Raw => Protocol,
        _ => SocketProtocol.None,
    };

    /// <summary>Whether the current event changed the name. Belongs to the event: it is not covered by the version.</summary>
    public bool IsNameChanged { get; internal set; }

    /// <summary>Changes with every change that a field can see; results that depend on the descriptor are stamped with it.</summary>
    internal uint Version { get; set; }

    /// <summary>Remembered results of conditions that depend on this descriptor alone.</summary>
    internal ref PredicateMemo Memo => ref _memo;

    internal bool IsInternetConnection => Type is DescriptorType.IPv4Socket or DescriptorType.IPv6Socket;

    internal bool IsTcp => Type == DescriptorType.IPv4Socket && Protocol == SocketProtocol.Tcp;

    internal bool HasRole => (Flags & (DescriptorFlags.RoleClient | DescriptorFlags.RoleServer)) != 0;

    internal bool IsCloseOnExec =>
        (OpenFlags & OpenFlag.CloseOnExec) != 0
        || (Type == DescriptorType.EventPoll && (OpenFlags & OpenFlag.EpollCloseOnExec) != 0)
        || (Type == DescriptorType.MemFd && (OpenFlags & OpenFlag.MemfdCloseOnExec) != 0);

    /// <summary>Forgets the former descriptor; the buffers stay for the next one.</summary>
    internal void Reset()
    {
        NameBuffer.Clear();
        RawNameBuffer.Clear();
        Socket.Clear();
        Number = -1;
        Type = DescriptorType.Uninitialized;
        Flags = 0;
        OpenFlags = 0;
        Device = 0;
        MountId = 0;
        Inode = 0;
        ProcessId = 0;
        IsNameChanged = false;
    }

    /// <summary>Takes over everything but the number, as dup does.</summary>
    internal void CopyFrom(DescriptorRecord other)
    {
        NameBuffer.Set(other.Name);
        RawNameBuffer.Set(other.RawName);
        Socket = other.Socket;
        Type = other.Type;
        Flags = other.Flags;
        OpenFlags = other.OpenFlags;
        Device = other.Device;
        MountId = other.MountId;
        Inode = other.Inode;
        ProcessId = other.ProcessId;
        IsNameChanged = false;
    }

    internal void ClearCloseOnExec() =>
        OpenFlags &= ~(OpenFlag.CloseOnExec | OpenFlag.EpollCloseOnExec | OpenFlag.MemfdCloseOnExec);
}
