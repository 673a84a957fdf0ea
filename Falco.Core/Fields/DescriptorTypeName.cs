using Falco.Core.State;

namespace Falco.Core.Fields;

/// <summary>The names of what descriptors refer to (<c>fd.type</c>).</summary>
internal static class DescriptorTypeName
{
    public static ReadOnlySpan<byte> Of(DescriptorType type) => type switch
    {
        DescriptorType.File or DescriptorType.FileV2 => "file"u8,
        DescriptorType.Directory => "directory"u8,
        DescriptorType.IPv4Socket or DescriptorType.IPv4ServerSocket => "ipv4"u8,
        DescriptorType.IPv6Socket or DescriptorType.IPv6ServerSocket => "ipv6"u8,
        DescriptorType.UnixSocket => "unix"u8,
        DescriptorType.Fifo => "pipe"u8,
        DescriptorType.Event => "event"u8,
        DescriptorType.SignalFd => "signalfd"u8,
        DescriptorType.EventPoll => "eventpoll"u8,
        DescriptorType.Inotify => "inotify"u8,
        DescriptorType.TimerFd => "timerfd"u8,
        DescriptorType.Netlink => "netlink"u8,
        DescriptorType.Bpf => "bpf"u8,
        DescriptorType.UserFaultFd => "userfaultfd"u8,
        DescriptorType.IoUring => "io_uring"u8,
        DescriptorType.MemFd => "memfd"u8,
        DescriptorType.PidFd => "pidfd"u8,
        _ => "<NA>"u8,
    };
}
