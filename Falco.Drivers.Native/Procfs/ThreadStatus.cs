namespace Falco.Drivers.Native.Procfs;

/// <summary>What <c>status</c> says of a thread. Ids that it does not give are -1.</summary>
internal struct ThreadStatus
{
    public ThreadStatus()
    {
    }

    public long ProcessId { get; set; } = -1;

    public long ParentId { get; set; } = -1;

    /// <summary>The thread id in the thread's own pid namespace.</summary>
    public long VirtualThreadId { get; set; } = -1;

    /// <summary>The process id in the thread's own pid namespace.</summary>
    public long VirtualProcessId { get; set; } = -1;

    /// <summary>The process group in the namespace of /proc.</summary>
    public long ProcessGroupId { get; set; } = -1;

    /// <summary>The process group in the thread's own pid namespace.</summary>
    public long VirtualProcessGroupId { get; set; } = -1;

    /// <summary>Whether the thread lives in a pid namespace below the one of /proc.</summary>
    public bool IsNested { get; set; }

    public uint UserId { get; set; } = uint.MaxValue;

    public uint GroupId { get; set; } = uint.MaxValue;

    /// <summary>The user that accesses to files are judged by.</summary>
    public uint FileUserId { get; set; } = uint.MaxValue;

    /// <summary>The group that accesses to files are judged by.</summary>
    public uint FileGroupId { get; set; } = uint.MaxValue;

    public ulong InheritableCapabilities { get; set; }

    public ulong PermittedCapabilities { get; set; }

    public ulong EffectiveCapabilities { get; set; }

    /// <summary>Virtual memory, KiB.</summary>
    public uint VirtualMemory { get; set; }

    /// <summary>Resident memory, KiB.</summary>
    public uint ResidentMemory { get; set; }

    /// <summary>Swapped memory, KiB.</summary>
    public uint SwappedMemory { get; set; }
}
