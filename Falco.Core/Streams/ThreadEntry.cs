namespace Falco.Core.Streams;

/// <summary>A thread as a process table describes it. A number that the table does not give has its default.</summary>
public ref struct ThreadEntry
{
    /// <summary>An entry with the defaults of a table that says nothing.</summary>
    public ThreadEntry()
    {
    }

    /// <summary>The thread id in the host's namespace.</summary>
    public long ThreadId { get; set; }

    /// <summary>The process id (thread group id).</summary>
    public long ProcessId { get; set; } = -1;

    /// <summary>The parent process.</summary>
    public long ParentId { get; set; } = -1;

    /// <summary>The session.</summary>
    public long SessionId { get; set; } = -1;

    /// <summary>The process group, as seen in the thread's pid namespace.</summary>
    public long VirtualProcessGroupId { get; set; } = -1;

    /// <summary>The process group, as seen by the host.</summary>
    public long ProcessGroupId { get; set; } = -1;

    /// <summary>The thread id in its pid namespace.</summary>
    public long VirtualThreadId { get; set; } = -1;

    /// <summary>The process id in its pid namespace.</summary>
    public long VirtualProcessId { get; set; } = -1;

    /// <summary>The short name (at most 15 bytes in the kernel).</summary>
    public ReadOnlySpan<byte> Comm { get; set; }

    /// <summary>argv[0].</summary>
    public ReadOnlySpan<byte> Exe { get; set; }

    /// <summary>The path of the executable.</summary>
    public ReadOnlySpan<byte> ExePath { get; set; }

    /// <summary>argv[1..], each ended by a NUL.</summary>
    public ReadOnlySpan<byte> Arguments { get; set; }

    /// <summary>The environment, each entry ended by a NUL.</summary>
    public ReadOnlySpan<byte> Environment { get; set; }

    /// <summary>The control groups, <c>subsystem=path</c>, each ended by a NUL.</summary>
    public ReadOnlySpan<byte> ControlGroups { get; set; }

    /// <summary>The current directory.</summary>
    public ReadOnlySpan<byte> CurrentDirectory { get; set; }

    /// <summary>The root directory.</summary>
    public ReadOnlySpan<byte> Root { get; set; }

    /// <summary>The limit of open descriptors.</summary>
    public long DescriptorLimit { get; set; } = -1;

    /// <summary>Clone flags of the schema.</summary>
    public uint Flags { get; set; }

    /// <summary>The effective user.</summary>
    public uint UserId { get; set; } = uint.MaxValue;

    /// <summary>The effective group.</summary>
    public uint GroupId { get; set; } = uint.MaxValue;

    /// <summary>The audit user; all ones means none.</summary>
    public uint LoginUserId { get; set; } = uint.MaxValue;

    /// <summary>Virtual memory, KiB.</summary>
    public uint VirtualMemory { get; set; }

    /// <summary>Resident memory, KiB.</summary>
    public uint ResidentMemory { get; set; }

    /// <summary>Swapped memory, KiB.</summary>
    public uint SwappedMemory { get; set; }

    /// <summary>Major page faults.</summary>
    public ulong MajorFaults { get; set; }

    /// <summary>Minor page faults.</summary>
    public ulong MinorFaults { get; set; }

    /// <summary>When the init process of the pid namespace started, nanoseconds since the Unix epoch.</summary>
    public ulong PidNamespaceStart { get; set; }

    /// <summary>The controlling terminal; 0 means none.</summary>
    public uint Tty { get; set; }

    /// <summary>Whether the executable may be written by its user.</summary>
    public bool IsExeWritable { get; set; }

    /// <summary>Whether the executable is in the upper layer of an overlay file system.</summary>
    public bool IsExeUpperLayer { get; set; }

    /// <summary>Whether the executable is in a lower layer of an overlay file system.</summary>
    public bool IsExeLowerLayer { get; set; }

    /// <summary>Whether the executable exists in memory only.</summary>
    public bool IsExeFromMemfd { get; set; }

    /// <summary>Inheritable capabilities.</summary>
    public ulong InheritableCapabilities { get; set; }

    /// <summary>Permitted capabilities.</summary>
    public ulong PermittedCapabilities { get; set; }

    /// <summary>Effective capabilities.</summary>
    public ulong EffectiveCapabilities { get; set; }

    /// <summary>The inode of the executable.</summary>
    public ulong ExeInode { get; set; }

    /// <summary>Its last status change, nanoseconds since the Unix epoch.</summary>
    public ulong ExeInodeChangeTime { get; set; }

    /// <summary>Its last modification, nanoseconds since the Unix epoch.</summary>
    public ulong ExeInodeModifyTime { get; set; }

    /// <summary>When the thread was made, nanoseconds since the Unix epoch; 0 if not known.</summary>
    public ulong CloneTime { get; set; }
}
