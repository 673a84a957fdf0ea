namespace Falco.Drivers.Native.Ebpf;

/// <summary>The objects of the kernel that have a descriptor but no file: the table <c>anon_inode_fd_types</c> of the schema.</summary>
internal enum AnonymousInodeKind : uint
{
    Unknown = 0,
    EventFd = 1,
    EventPoll = 2,
    Inotify = 3,
    SignalFd = 4,
    TimerFd = 5,
    IoUring = 6,
    UserFaultFd = 7,
    PidFd = 8,
    BpfMap = 9,
    BpfProg = 10,
    BpfLink = 11,
    BpfIter = 12,
    PerfEvent = 13,
}
