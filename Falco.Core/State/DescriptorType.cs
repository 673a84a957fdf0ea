namespace Falco.Core.State;

/// <summary>What a descriptor refers to. The codes are those of captures.</summary>
public enum DescriptorType : sbyte
{
    /// <summary>Not set.</summary>
    Uninitialized = -1,

    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>A file, as old captures record it.</summary>
    File = 1,

    /// <summary>A directory.</summary>
    Directory = 2,

    /// <summary>An IPv4 socket.</summary>
    IPv4Socket = 3,

    /// <summary>An IPv6 socket.</summary>
    IPv6Socket = 4,

    /// <summary>A bound or listening IPv4 socket.</summary>
    IPv4ServerSocket = 5,

    /// <summary>A bound or listening IPv6 socket.</summary>
    IPv6ServerSocket = 6,

    /// <summary>A pipe.</summary>
    Fifo = 7,

    /// <summary>A unix socket.</summary>
    UnixSocket = 8,

    /// <summary>An eventfd.</summary>
    Event = 9,

    /// <summary>Something that the recorder did not know.</summary>
    Unsupported = 10,

    /// <summary>A signalfd.</summary>
    SignalFd = 11,

    /// <summary>An epoll instance.</summary>
    EventPoll = 12,

    /// <summary>An inotify instance.</summary>
    Inotify = 13,

    /// <summary>A timerfd.</summary>
    TimerFd = 14,

    /// <summary>A netlink socket.</summary>
    Netlink = 15,

    /// <summary>A file.</summary>
    FileV2 = 16,

    /// <summary>A BPF object.</summary>
    Bpf = 17,

    /// <summary>A userfaultfd.</summary>
    UserFaultFd = 18,

    /// <summary>An io_uring instance.</summary>
    IoUring = 19,

    /// <summary>A memory file.</summary>
    MemFd = 20,

    /// <summary>A pidfd.</summary>
    PidFd = 21,
}
