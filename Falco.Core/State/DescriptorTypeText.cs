namespace Falco.Core.State;

/// <summary>The characters that stand for what a descriptor refers to (<c>fd.typechar</c>, <c>&lt;4t&gt;</c>).</summary>
internal static class DescriptorTypeText
{
    /// <summary>The character of a type; <c>?</c> if it has none.</summary>
    public static byte Character(DescriptorType type) => type switch
    {
        DescriptorType.File or DescriptorType.FileV2 => (byte)'f',
        DescriptorType.IPv4Socket or DescriptorType.IPv4ServerSocket => (byte)'4',
        DescriptorType.IPv6Socket or DescriptorType.IPv6ServerSocket => (byte)'6',
        DescriptorType.Directory => (byte)'d',
        DescriptorType.Fifo => (byte)'p',
        DescriptorType.UnixSocket => (byte)'u',
        DescriptorType.Event => (byte)'e',
        DescriptorType.Unknown => (byte)'o',
        DescriptorType.Unsupported => (byte)'X',
        DescriptorType.SignalFd => (byte)'s',
        DescriptorType.EventPoll => (byte)'l',
        DescriptorType.Inotify => (byte)'i',
        DescriptorType.TimerFd => (byte)'t',
        DescriptorType.Netlink => (byte)'n',
        DescriptorType.Bpf => (byte)'b',
        DescriptorType.UserFaultFd => (byte)'u',
        DescriptorType.IoUring => (byte)'r',
        DescriptorType.MemFd => (byte)'m',
        DescriptorType.PidFd => (byte)'P',
        _ => (byte)'?',
    };

    /// <summary>The character of an internet socket's protocol; 0 if there is none to show.</summary>
    public static byte ProtocolCharacter(DescriptorRecord descriptor) => descriptor.ShownProtocol switch
    {
        SocketProtocol.Tcp => (byte)'t',
        SocketProtocol.Udp => (byte)'u',
        SocketProtocol.Icmp => (byte)'i',
        SocketProtocol.Raw => (byte)'r',
        _ => 0,
    };
}
