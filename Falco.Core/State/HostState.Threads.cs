using System.Diagnostics.CodeAnalysis;
using Falco.Core.Events;

namespace Falco.Core.State;

public sealed partial class HostState
{
    private const int ExpiredChildrenLimit = 10;

    private readonly ThreadTable _threads = new();
    private readonly Dictionary<long, ThreadGroup> _groups = [];
    private readonly ExitedThreads _exited = new();
    private readonly RecordPool<ThreadRecord> _threadPool;
    private readonly RecordPool<ThreadGroup> _groupPool = new(static () => new ThreadGroup());

    private ThreadRecord? _lastFound;
    private uint _version;

    // What the last event has scheduled for the time when it is no longer looked at.
    private bool _hasPending;
    private bool _hasPendingExit;
    private long _pendingExit;
    private bool _hasPendingClose;
    private long _pendingCloseThread;
    private long _pendingCloseNumber;

    /// <summary>What was done, and what could not be kept or found.</summary>
    public StateStatistics Statistics { get; } = new();

    /// <summary>No more threads are recorded than these.</summary>
    internal int MaxThreads { get; set; }

    /// <summary>The number of known threads.</summary>
    public int ThreadCount => _threads.Count;

    /// <summary>The thread of an id, or <see langword="null"/>; never asks the operating system.</summary>
    public ThreadRecord? FindThread(long threadId) => _threads.Find(threadId);

    /// <summary>The main thread of a thread's process, or <see langword="null"/>.</summary>
    [SuppressMessage("Performance", "CA1822", Justification = "How threads find their process is the host's business.")]
    public ThreadRecord? MainThreadOf(ThreadRecord thread) => thread.IsMainThread ? thread : thread.Group?.Main;

    /// <summary>The main thread of the parent process, or <see langword="null"/> where the chain ends.</summary>
    public ThreadRecord? ParentProcessOf(ThreadRecord mainThread) =>
        _threads.Find(mainThread.ParentId) is { } parent ? MainThreadOf(parent) : null;

    /// <summary>The descriptor table that a thread uses: its own, or its leader's; <see langword="null"/> if the leader is not known.</summary>
    public DescriptorTable? DescriptorsOf(ThreadRecord thread) =>
        (thread.Flags & ThreadFlags.CloneFiles) == 0 ? thread.OwnDescriptors : MainThreadOf(thread)?.OwnDescriptors;

    /// <summary>The current directory of a thread's process, with a trailing slash.</summary>
    public ReadOnlySpan<byte> CurrentDirectoryOf(ThreadRecord thread) =>
        MainThreadOf(thread) is { } main ? main.CurrentDirectory : "./"u8;

    /// <summary>The processes by their ids.</summary>
    internal IReadOnlyDictionary<long, ThreadGroup> Groups => _groups;

    internal RecordPool<ThreadRecord> ThreadPool => _threadPool;

    internal RecordPool<ThreadGroup> GroupPool => _groupPool;

    internal RecordPool<DescriptorRecord> DescriptorPool => _descriptorPool;

    /// <summary>All threads, in no particular order.</summary>
    internal ThreadTable Threads => _threads;

    internal void Touch(ThreadRecord thread) => thread.Version = ++_version;

    internal void Touch(DescriptorRecord descriptor) => descriptor.Version = ++_version;

    private ThreadRecord? FindCached(long threadId)
    {
        if (_lastFound is { } last && last.ThreadId == threadId)
        {
            Statistics.CachedThreadLookups++;
            last.LastAccess = _time;
            return last;
        }

        if (_threads.Find(threadId) is not { } found)
            return null;
        Statistics.TableThreadLookups++;
        found.LastAccess = _time;
        _lastFound = found;
        return found;
    }

    private ThreadRecord RentThread(long threadId)
    {
        ThreadRecord thread = _threadPool.Rent();
        thread.Reset();
        thread.ThreadId = threadId;
        return thread;
    }

    /// <summary>Makes an invalid record for a thread whose origin was not seen.</summary>
    /// <returns>Nothing if the table is full.</returns>
    private ThreadRecord? InventThread(long threadId)
    {
        ThreadRecord thread = RentThread(threadId);
        thread.CommBuffer.Set("<NA>"u8);
        thread.ExeBuffer.Set("<NA>"u8);
        return AddThread(thread) ? thread : null;
    }

    private bool AddThread(ThreadRecord thread)
    {
        if (IsFullFor(thread.ProcessId))
        {
            Statistics.DroppedThreads++;
            Release(thread);
            return false;
        }

        LinkThread(thread);
        Put(thread);
        return true;
    }

    /// <summary>Whether a thread is turned away: the newest are, so that what is known stays; the own process is always kept.</summary>
    private bool IsFullFor(long processId) => _threads.Count >= MaxThreads && processId != _options.OwnProcessId;

    private void Put(ThreadRecord thread)
    {
        Statistics.AddedThreads++;
        if (_threads.Put(thread) is { } former)
        {
            Statistics.RemovedThreads++;
            Discard(former);
        }

        if (_lastFound?.ThreadId == thread.ThreadId)
            _lastFound = null;
        Touch(thread);
        LineageVersion++;
    }

    /// <summary>Makes a valid thread a member of its process and a child of its parent.</summary>
    private void LinkThread(ThreadRecord thread)
    {
        if (thread.IsInvalid || thread.Group is not null)
            return;
        if (!_groups.TryGetValue(thread.ProcessId, out ThreadGroup? group))
        {
            group = _groupPool.Rent();
            group.ProcessId = thread.ProcessId;
            group.AliveCount = 0;
            group.IsReaper = thread.ProcessId == 1 || thread.VirtualProcessId == 1;
            group.Members.Clear();
            _groups.Add(thread.ProcessId, group);
        }

        thread.Group = group;
        if (!thread.IsDead)
            group.AliveCount++;
        group.Members.Insert(thread.IsMainThread ? 0 : group.Members.Count, thread);
        LineageVersion++;
        if (thread.ProcessId == 1)
            return;
        if (_threads.Find(thread.ParentId) is { IsInvalid: false } parent)
            parent.AddChild(thread);
        else
            thread.ParentId = 0;
        Touch(thread);
    }

    private void RecycleRecords()
    {
        if (_threadPool.HasRemoved)
            _threadPool.Recycle();
        if (_groupPool.HasRemoved)
            _groupPool.Recycle();
        if (_descriptorPool.HasRemoved)
            _descriptorPool.Recycle();
    }

    private void CarryOutPending(ulong time)
    {
        _hasPending = false;
        RecycleRecords();
        if (_hasPendingExit)
        {
            _hasPendingExit = false;
            _exited.Add(_pendingExit, _threads.Find(_pendingExit)?.ParentId ?? -1, time);
            RemoveThread(_pendingExit);
        }

        if (_hasPendingClose)
        {
            _hasPendingClose = false;
            if (_threads.Find(_pendingCloseThread) is { } thread && DescriptorsOf(thread) is { } table)
                RemoveDescriptor(table, _pendingCloseNumber);
        }
    }

    private void ProcessExit(in Event view)
    {
        if (_thread is not { } thread)
            return;
        if (thread.Group is { } group && !thread.IsDead)
            group.AliveCount--;
        thread.Flags |= ThreadFlags.Closed;
        _pendingExit = thread.ThreadId;
        _hasPendingExit = _hasPending = true;
        if (thread.HasListedChildren)
            thread.ReaperId = view.Has(4) ? view.GetInt64(4) : view.EncodedParameterCount > 4 ? thread.ReaperId : -1;
    }

    internal void RemoveThread(long threadId)
    {
        if (_threads.Find(threadId) is not { } thread)
            return;
        LineageVersion++;
        if (thread.IsInvalid || thread.Group is not { } group)
        {
            CountChildGone(thread.ParentId);
            Erase(thread);
            return;
        }

        if (!thread.IsDead)
        {
            group.AliveCount--;
            thread.Flags |= ThreadFlags.Closed;
        }

        if (thread.HasListedChildren)
            ReparentChildren(thread, group);
        bool isMain = thread.IsMainThread;
        long parentId = thread.ParentId;
        if (group.AliveCount == 0)
        {
            CountChildGone(parentId);
            _groups.Remove(group.ProcessId);
            if (_threads.Find(group.ProcessId) is { } main)
                Erase(main);
        }

        if (!isMain)
        {
            CountChildGone(parentId);
            if (_threads.Find(threadId) == thread)
                Erase(thread);
        }
    }

    private void CountChildGone(long parentId)
    {
        if (_threads.Find(parentId) is not { } parent)
            return;
        parent.ChildCount--;
        int expired = parent.ListedChildren + parent.ExpiredChildren - parent.ChildCount;
        if (expired is < 0 or >= ExpiredChildrenLimit)
            parent.ExpiredChildren = 0;
    }

    private void Erase(ThreadRecord thread)
    {
        _threads.Remove(thread.ThreadId);
        Statistics.RemovedThreads++;
        Discard(thread);
    }

    /// <summary>Cuts the links of a record that is no longer in the table.</summary>
    private void Discard(ThreadRecord thread)
    {
        if (_lastFound == thread)
            _lastFound = null;
        if (thread.ListedParent is { } parent)
        {
            thread.Unlist();
            parent.ExpiredChildren++;
        }

        while (thread.FirstChild is { } child)
            child.Unlist();
        if (thread.Group is { } group)
        {
            // A record that another one replaces, or whose ids an event has made invalid, goes without having died.
            if (!thread.IsDead)
                group.AliveCount--;
            group.Members.Remove(thread);
            if (group.Members.Count == 0)
            {
                if (_groups.TryGetValue(group.ProcessId, out ThreadGroup? known) && known == group)
                    _groups.Remove(group.ProcessId);
                _groupPool.Return(group);
            }
        }

        Release(thread);
    }

    private void Release(ThreadRecord thread)
    {
        Statistics.RemovedDescriptors += (ulong)thread.OwnDescriptors.Count;
        thread.OwnDescriptors.Clear(_descriptorPool);
        _threadPool.Return(thread);
        _hasPending = true;
    }
}
