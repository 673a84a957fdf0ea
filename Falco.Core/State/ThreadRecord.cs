using System.Diagnostics;

namespace Falco.Core.State;

/// <summary>What is known of one thread. Pooled: a reference is valid until the thread is removed.</summary>
[DebuggerDisplay("{ThreadId} of {ProcessId}")]
public sealed partial class ThreadRecord
{
    internal TextBuffer CommBuffer;
    internal TextBuffer ExeBuffer;
    internal TextBuffer ExePathBuffer;
    internal TextBuffer EnvironmentBuffer;
    internal TextBuffer ControlGroupsBuffer;
    internal TextBuffer CurrentDirectoryBuffer;
    internal TextBuffer RootBuffer;
    internal TextBuffer ContainerIdBuffer;

    internal ThreadRecord(TextStore texts, DescriptorArrays tables)
    {
        OwnDescriptors = new DescriptorTable(tables);
        CommBuffer = new TextBuffer(texts);
        ExeBuffer = new TextBuffer(texts);
        ExePathBuffer = new TextBuffer(texts);
        _call = new TextBuffer(texts);
        EnvironmentBuffer = new TextBuffer(texts);
        ControlGroupsBuffer = new TextBuffer(texts);
        CurrentDirectoryBuffer = new TextBuffer(texts);
        RootBuffer = new TextBuffer(texts);
        ContainerIdBuffer = new TextBuffer(texts);
        StoredEnter = new TextBuffer(texts);
    }

    /// <summary>The thread id in the host's namespace.</summary>
    public long ThreadId { get; internal set; } = -1;

    /// <summary>The process id (thread group id).</summary>
    public long ProcessId { get; internal set; } = -1;

    /// <summary>The thread id of the parent; 0 if there is none.</summary>
    public long ParentId { get; internal set; } = -1;

    /// <summary>The thread that takes the children over, as the kernel named it; -1 if it did not.</summary>
    public long ReaperId { get; internal set; } = -1;

    /// <summary>The session, as seen in the pid namespace.</summary>
    public long SessionId { get; internal set; } = -1;

    /// <summary>The thread id in its pid namespace.</summary>
    public long VirtualThreadId { get; internal set; } = -1;

    /// <summary>The process id in its pid namespace.</summary>
    public long VirtualProcessId { get; internal set; } = -1;

    /// <summary>The process group, as seen in the pid namespace.</summary>
    public long VirtualProcessGroupId { get; internal set; } = -1;

    /// <summary>The process group, as seen by the host.</summary>
    public long ProcessGroupId { get; internal set; } = -1;

    /// <summary>The short name.</summary>
    public ReadOnlySpan<byte> Comm => CommBuffer.Span;

    /// <summary>argv[0].</summary>
    public ReadOnlySpan<byte> Exe => ExeBuffer.Span;

    /// <summary>The path of the executable.</summary>
    public ReadOnlySpan<byte> ExePath => ExePathBuffer.Span;

    /// <summary>argv[1..], each ended by a NUL.</summary>
    public ReadOnlySpan<byte> Arguments => _call.Span[_argumentsAt..];

    /// <summary>The thread's own environment, each entry ended by a NUL (fields read the main thread's).</summary>
    public ReadOnlySpan<byte> Environment => EnvironmentBuffer.Span;

    /// <summary>Control groups, <c>subsystem=path</c>, each ended by a NUL.</summary>
    public ReadOnlySpan<byte> ControlGroups => ControlGroupsBuffer.Span;

    /// <summary>The thread's own current directory with a trailing slash (fields read the main thread's).</summary>
    public ReadOnlySpan<byte> CurrentDirectory => CurrentDirectoryBuffer.Span;

    /// <summary>The root directory.</summary>
    public ReadOnlySpan<byte> Root => RootBuffer.Span;

    /// <summary>The short id of the container; empty on the host.</summary>
    public ReadOnlySpan<byte> ContainerId => ContainerIdBuffer.Span;

    /// <summary>Flags.</summary>
    public ThreadFlags Flags { get; internal set; } = ThreadFlags.NameChanged;

    /// <summary>The limit of open descriptors; -1 if not known.</summary>
    public long DescriptorLimit { get; internal set; } = -1;

    /// <summary>The effective user; all ones if not known.</summary>
    public uint UserId { get; internal set; } = uint.MaxValue;

    /// <summary>The effective group; all ones if not known.</summary>
    public uint GroupId { get; internal set; } = uint.MaxValue;

    /// <summary>The audit user; all ones means none.</summary>
    public uint LoginUserId { get; internal set; } = uint.MaxValue;

    /// <summary>Whether the executable may be written by its user.</summary>
    public bool IsExeWritable { get; internal set; }

    /// <summary>Whether the executable is in the upper layer of an overlay file system.</summary>
    public bool IsExeUpperLayer { get; internal set; }

    /// <summary>Whether the executable is in a lower layer of an overlay file system.</summary>
    public bool IsExeLowerLayer { get; internal set; }

    /// <summary>Whether the executable exists in memory only.</summary>
    public bool IsExeFromMemfd { get; internal set; }

    /// <summary>Inheritable capabilities.</summary>
    public ulong InheritableCapabilities { get; internal set; }

    /// <summary>Permitted capabilities.</summary>
    public ulong PermittedCapabilities { get; internal set; }

    /// <summary>Effective capabilities.</summary>
    public ulong EffectiveCapabilities { get; internal set; }

    /// <summary>The inode of the executable.</summary>
    public ulong ExeInode { get; internal set; }

    /// <summary>Its last status change, nanoseconds since the Unix epoch.</summary>
    public ulong ExeInodeChangeTime { get; internal set; }

    /// <summary>Its last modification, nanoseconds since the Unix epoch.</summary>
    public ulong ExeInodeModifyTime { get; internal set; }

    /// <summary>Nanoseconds from the last status change of the executable to the start of the process.</summary>
    public ulong ExeInodeChangeToCloneDuration { get; internal set; }

    /// <summary>Nanoseconds from the start of the pid namespace to the last status change of the executable.</summary>
    public ulong PidNamespaceToExeInodeChangeDuration { get; internal set; }

    /// <summary>Virtual memory, KiB.</summary>
    public uint VirtualMemory { get; internal set; }

    /// <summary>Resident memory, KiB.</summary>
    public uint ResidentMemory { get; internal set; }

    /// <summary>Swapped memory, KiB.</summary>
    public uint SwappedMemory { get; internal set; }

    /// <summary>Major page faults.</summary>
    public ulong MajorFaults { get; internal set; }

    /// <summary>Minor page faults.</summary>
    public ulong MinorFaults { get; internal set; }

    /// <summary>When the init process of the pid namespace started, nanoseconds since the Unix epoch.</summary>
    public ulong PidNamespaceStart { get; internal set; }

    /// <summary>The controlling terminal; 0 means none.</summary>
    public uint Tty { get; internal set; }

    /// <summary>When the thread was made, nanoseconds since the Unix epoch.</summary>
    public ulong CloneTime { get; internal set; }

    /// <summary>The thread's last exec, nanoseconds since the Unix epoch.</summary>
    public ulong LastExecTime { get; internal set; }

    /// <summary>How long the thread has run in the spans that context switches show, nanoseconds.</summary>
    internal ulong TotalScheduledTime { get; set; }

    /// <summary>What the thread has used of the processors.</summary>
    internal ProcessorTime ProcessorTime;

    /// <summary>Whether this is the main thread of its process.</summary>
    public bool IsMainThread => ThreadId == ProcessId || (Flags & ThreadFlags.MainThread) != 0;

    /// <summary>Whether the record was made up because the thread's origin was not seen.</summary>
    public bool IsInvalid => ThreadId < 0 || ProcessId < 0 || ParentId < 0;

    /// <summary>Whether the thread lives in a pid namespace of its own.</summary>
    public bool IsInPidNamespace => (Flags & ThreadFlags.ChildInPidNamespace) != 0 || (ThreadId != VirtualThreadId && VirtualThreadId >= 0);

    /// <summary>Whether the thread has exited.</summary>
    public bool IsDead => (Flags & ThreadFlags.Closed) != 0;

    /// <summary>The process that the thread belongs to; <see langword="null"/> for a thread whose origin was not seen.</summary>
    public ThreadGroup? Group { get; internal set; }

    /// <summary>Children that the thread has according to the events seen.</summary>
    public int ChildCount { get; internal set; }

    /// <summary>
    /// Changes with every change of this record that a field can see, but for memory, page faults and the counts of threads, children and
    /// descriptors, which change all the time: fields that show them depend on the clock.
    /// </summary>
    internal uint Version { get; set; }

    /// <summary>Remembered results of conditions that depend on this thread.</summary>
    internal ref PredicateMemo Memo => ref (_memo ??= new PredicateMemoBox()).Memo;

    /// <summary>Remembered results of conditions that depend on the ancestors of this thread.</summary>
    internal ref PredicateMemo LineageMemo => ref (_lineageMemo ??= new PredicateMemoBox()).Memo;

    private PredicateMemoBox? _memo;
    private PredicateMemoBox? _lineageMemo;
}
