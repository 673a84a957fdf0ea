namespace Falco.Core.State;

/// <summary>What the arguments of socket() say about a socket.</summary>
internal static class SocketDomain
{
    public const uint IPv4 = 2;
    public const uint IPv6 = 10;
    public const uint Datagram = 2;
    public const uint UdpProtocol = 17;

    private const uint Unix = 1;
    private const uint Netlink = 16;
    private const uint Stream = 1;
    private const uint RawType = 3;
    private const uint IcmpProtocol = 1;
    private const uint TcpProtocol = 6;
    private const uint RawProtocol = 255;

    // SOCK_NONBLOCK and SOCK_CLOEXEC stand above.
    private const uint TypeMask = 0xFF;

    public static DescriptorType DescriptorTypeOf(uint domain) => domain switch
    {
        Unix => DescriptorType.UnixSocket,
        IPv4 => DescriptorType.IPv4Socket,
        IPv6 => DescriptorType.IPv6Socket,
        Netlink => DescriptorType.Netlink,
        _ => DescriptorType.Unknown,
    };

    public static SocketProtocol ProtocolOf(uint type, uint protocol) => protocol switch
    {
        TcpProtocol => type == RawType ? SocketProtocol.Raw : SocketProtocol.Tcp,
        UdpProtocol => type == RawType ? SocketProtocol.Raw : SocketProtocol.Udp,
        IcmpProtocol => type == RawType ? SocketProtocol.Raw : SocketProtocol.Icmp,
        RawProtocol => SocketProtocol.Raw,
        0 => (type & TypeMask) switch
        {
            Stream => SocketProtocol.Tcp,
            Datagram => SocketProtocol.Udp,
            _ => SocketProtocol.Unknown,
        },
        _ => SocketProtocol.Unknown,
    };
}
