using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Falco.Core.State;

/// <summary>What is known of one open descriptor. Pooled: a reference is valid until the descriptor is closed.</summary>
public sealed partial class DescriptorRecord
{
    internal TextBuffer NameBuffer;
    internal TextBuffer RawNameBuffer;
    internal AddressPair Addresses;

    internal DescriptorRecord()
    {
    }

    /// <summary>The number in the process's table.</summary>
    public long Number { get; internal set; }

    /// <summary>What it refers to.</summary>
    public DescriptorType Type { get; internal set; } = DescriptorType.Unknown;

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
    public long ProcessId { get; internal set; } = -1;

    /// <summary>The layer-4 protocol of an internet socket.</summary>
    public SocketProtocol Protocol { get; internal set; }

    /// <summary>The source of a connection, or the own address of a server socket: 4 or 16 bytes, network order.</summary>
    public ReadOnlySpan<byte> SourceAddress => IsIPv6 ? Addresses.Source : IsIPv4 ? Addresses.Source[..4] : default;

    /// <summary>The destination of a connection: 4 or 16 bytes, network order; empty for a server socket.</summary>
    public ReadOnlySpan<byte> DestinationAddress => Type switch
    {
        DescriptorType.IPv4Socket => Addresses.Destination[..4],
        DescriptorType.IPv6Socket => Addresses.Destination,
        _ => default,
    };

    /// <summary>The source or own port, host order.</summary>
    public ushort SourcePort { get; internal set; }

    /// <summary>The destination port, host order.</summary>
    public ushort DestinationPort { get; internal set; }

    /// <summary>The kernel address of a unix socket.</summary>
    public ulong UnixSource { get; internal set; }

    /// <summary>The kernel address of a unix socket's peer.</summary>
    public ulong UnixDestination { get; internal set; }

    /// <summary>
    /// The protocol as people are shown it: a connection that is neither client nor server yet has none, unless it is a raw socket.
    /// </summary>
    internal SocketProtocol ShownProtocol => Type switch
    {
        DescriptorType.IPv4ServerSocket or DescriptorType.IPv6ServerSocket => Protocol,
        DescriptorType.IPv4Socket or DescriptorType.IPv6Socket when HasRole || Protocol == SocketProtocol.Raw => Protocol,
        _ => SocketProtocol.None,
    };

    /// <summary>Whether the descriptor is known as one end of a connection.</summary>
    internal bool HasRole => (Flags & (DescriptorFlags.RoleClient | DescriptorFlags.RoleServer)) != 0;

    /// <summary>Whether the current event changed the name.</summary>
    public bool IsNameChanged { get; internal set; }

    /// <summary>Grows with every change that a field can see; results that depend on the descriptor are stamped with it.</summary>
    internal uint Version { get; set; }

    /// <summary>Remembered results of conditions that depend on this descriptor alone.</summary>
    internal ref PredicateMemo Memo => ref _memo;

    private bool IsIPv4 => Type is DescriptorType.IPv4Socket or DescriptorType.IPv4ServerSocket;

    private bool IsIPv6 => Type is DescriptorType.IPv6Socket or DescriptorType.IPv6ServerSocket;

    private PredicateMemo _memo;

    /// <summary>Room for two addresses of up to 16 bytes.</summary>
    internal struct AddressPair
    {
        private Bytes16 _source;
        private Bytes16 _destination;

        [UnscopedRef]
        public Span<byte> Source => _source;

        [UnscopedRef]
        public Span<byte> Destination => _destination;
    }

    [InlineArray(16)]
    internal struct Bytes16
    {
        private byte _first;
    }
}
