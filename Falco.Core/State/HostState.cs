namespace Falco.Core.State;

/// <summary>
/// The picture of the host: threads, descriptors, users, groups, interfaces. One writer, its source's thread; read nowhere else.
/// </summary>
/// <remarks>
/// Nothing is allocated in a steady stream: records come from pools and keep their buffers. A record that was handed out is valid until
/// the next event is applied.
/// </remarks>
public sealed partial class HostState
{
    private readonly ThreadTable _threads = new();
    private readonly DescriptorPool _descriptorPool = new();
    private readonly HostStateOptions _options;
    private uint _version;

    // What the current event is about.
    private ThreadRecord? _thread;
    private DescriptorRecord? _descriptor;

    /// <summary>Makes an empty picture.</summary>
    public HostState(HostStateOptions? options = null)
    {
        _options = options ?? HostStateOptions.Default;
    }

    /// <summary>The name of the host that the events come from.</summary>
    public ReadOnlySpan<byte> HostName => _hostName.Span;

    /// <summary>When the machine was booted, nanoseconds since the Unix epoch.</summary>
    public ulong BootTime { get; private set; }

    /// <summary>The timestamp of the first event, nanoseconds since the Unix epoch; 0 before it.</summary>
    public ulong FirstEventTime { get; private set; }

    /// <summary>The number of threads that are known.</summary>
    public int ThreadCount => _threads.Count;

    /// <summary>Threads that were not recorded because the table was full.</summary>
    public long DroppedThreads { get; private set; }

    /// <summary>Descriptors that were not recorded because the process's table was full.</summary>
    public long DroppedDescriptors { get; private set; }

    /// <summary>Events of old drivers that were left out because they would have to be converted.</summary>
    public long OldEvents { get; private set; }

    /// <summary>Grows with every change that can alter the ancestors of some thread: their names, or who they are.</summary>
    internal uint LineageVersion { get; private set; }

    /// <summary>Grows with every change of users and groups.</summary>
    internal uint UsersVersion => _users.Version;

    /// <summary>All threads, in no particular order.</summary>
    internal Dictionary<long, ThreadRecord>.ValueCollection Threads => _threads.All;

    /// <summary>The thread of an id, or <see langword="null"/>; never asks the operating system.</summary>
    public ThreadRecord? FindThread(long threadId) => _threads.Find(threadId);

    /// <summary>The main thread of a thread's process, or <see langword="null"/>.</summary>
    public ThreadRecord? MainThreadOf(ThreadRecord thread) => thread.IsMainThread ? thread : _threads.Find(thread.ProcessId);

    /// <summary>The main thread of the parent process, or <see langword="null"/> where the chain ends.</summary>
    public ThreadRecord? ParentProcessOf(ThreadRecord mainThread) =>
        _threads.Find(mainThread.ParentId) is { } parent ? MainThreadOf(parent) : null;

    /// <summary>The descriptor table that a thread uses: its own, or its leader's; <see langword="null"/> if the leader is not known.</summary>
    public DescriptorTable? DescriptorsOf(ThreadRecord thread) =>
        (thread.Flags & ThreadFlags.CloneFiles) == 0 ? thread.OwnDescriptors : MainThreadOf(thread)?.OwnDescriptors;

    /// <summary>The current directory of a thread's process, with a trailing slash.</summary>
    public ReadOnlySpan<byte> CurrentDirectoryOf(ThreadRecord thread) =>
        MainThreadOf(thread) is { } main ? main.CurrentDirectory : "./"u8;

    /// <summary>A user of a container (the empty id means the host).</summary>
    public bool TryFindUser(ReadOnlySpan<byte> containerId, uint userId, out UserRecord? user) =>
        _users.TryFindUser(containerId, userId, out user);

    /// <summary>A group of a container (the empty id means the host).</summary>
    public bool TryFindGroup(ReadOnlySpan<byte> containerId, uint groupId, out GroupRecord? group) =>
        _users.TryFindGroup(containerId, groupId, out group);

    /// <summary>Whether an address (4 or 16 bytes, network order) belongs to an interface; IPv6 compares the first 64 bits.</summary>
    public bool IsLocalAddress(ReadOnlySpan<byte> address) => _interfaces.IsLocal(address);

    /// <summary>Counts changes; a stamp is never used twice, so that a record from the pool cannot be taken for its last occupant.</summary>
    private uint NextVersion() => ++_version;

    private void Touch(ThreadRecord thread) => thread.Version = NextVersion();

    private void Touch(DescriptorRecord descriptor) => descriptor.Version = NextVersion();

    private void TouchLineage() => LineageVersion++;
}
