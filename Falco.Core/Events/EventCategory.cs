namespace Falco.Core.Events;

/// <summary>What an event is about (low nine bits) and where it comes from (the bits above).</summary>
[Flags]
public enum EventCategory : ushort
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>None of the others.</summary>
    Other = 1,

    /// <summary>Files and directories.</summary>
    File = 2,

    /// <summary>The network.</summary>
    Network = 3,

    /// <summary>Communication between processes.</summary>
    Ipc = 4,

    /// <summary>Memory.</summary>
    Memory = 5,

    /// <summary>Processes and threads.</summary>
    Process = 6,

    /// <summary>Sleeping.</summary>
    Sleep = 7,

    /// <summary>The system as a whole.</summary>
    System = 8,

    /// <summary>Signals.</summary>
    Signal = 9,

    /// <summary>Users and groups.</summary>
    User = 10,

    /// <summary>Clocks and timers.</summary>
    Time = 11,

    /// <summary>Processing in user space.</summary>
    Processing = 12,

    /// <summary>Reading from a descriptor.</summary>
    IoRead = 32,

    /// <summary>Writing to a descriptor.</summary>
    IoWrite = 33,

    /// <summary>Other work on a descriptor.</summary>
    IoOther = 34,

    /// <summary>Waiting for descriptors.</summary>
    Wait = 64,

    /// <summary>The scheduler.</summary>
    Scheduler = 128,

    /// <summary>Made by the tool itself.</summary>
    Internal = 256,

    /// <summary>Source: a system call.</summary>
    Syscall = 0x200,

    /// <summary>Source: a kernel tracepoint.</summary>
    Tracepoint = 0x400,

    /// <summary>Source: a plugin.</summary>
    Plugin = 0x800,

    /// <summary>Source: user space.</summary>
    Meta = 0x1000,

    /// <summary>Source: a BPF iterator.</summary>
    Iterator = 0x2000,

    /// <summary>Mask of what the event is about.</summary>
    TopicMask = 0x1FF,
}
