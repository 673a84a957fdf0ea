namespace Falco.Core.State;

public sealed partial class HostState
{
    private readonly RecentlyExited _recentlyExited = new();

    private bool HasRoomForThread()
    {
        if (_threads.Count < _options.MaxThreads)
            return true;
        DroppedThreads++;
        return false;
    }

    /// <summary>
    /// The thread of an id; one that is not known is recorded as a thread of unknown origin, so that later events find the same record.
    /// </summary>
    private ThreadRecord? FindOrAssumeThread(long threadId)
    {
        if (_threads.Find(threadId) is { } known)
            return known;
        if (!HasRoomForThread())
            return null;
        ThreadRecord assumed = _threads.Rent();
        assumed.ThreadId = threadId;
        assumed.CommBuffer.Set("<NA>"u8);
        assumed.ExeBuffer.Set("<NA>"u8);
        _threads.Add(assumed);
        Touch(assumed);
        return assumed;
    }

    /// <summary>Puts a thread into its process and below its parent, unless it is there already or its origin is not known.</summary>
    private void Relate(ThreadRecord thread)
    {
        if (thread.IsInvalid || thread.Group is not null)
            return;
        if (!_threads.TryFindGroup(thread.ProcessId, out ThreadGroup? group))
            group = _threads.AddGroup(thread.ProcessId, thread.ProcessId == 1 || thread.VirtualProcessId == 1);
        group.Add(thread);
        if (thread.ProcessId == 1)
            return;
        if (_threads.Find(thread.ParentId) is { IsInvalid: false } parent)
        {
            thread.ParentId = parent.ThreadId;
            thread.Link(parent);
        }
        else
        {
            thread.ParentId = 0;
        }
    }

    private void AddThread(ThreadRecord thread)
    {
        _threads.Add(thread);
        Relate(thread);
        Touch(thread);
        TouchLineage();
    }

    /// <summary>Removes a thread that has exited, or whose id was found to belong to another one by now.</summary>
    private void RemoveThread(ThreadRecord thread)
    {
        TouchLineage();
        if (thread.IsInvalid || thread.Group is not { } group)
        {
            Discard(thread);
            return;
        }

        if (!thread.IsDead)
            MarkDead(thread);
        if (thread.FirstChild is not null)
            Reparent(thread);
        bool isMain = thread.IsMainThread;
        if (!isMain)
        {
            group.Remove(thread);
            Discard(thread);
        }

        // A dead main thread stays for as long as its process has threads.
        if (group.AliveCount > 0)
            return;
        if (group.First is { } main)
        {
            group.Remove(main);
            Discard(main);
        }

        _threads.RemoveGroup(group);
    }

    private static void MarkDead(ThreadRecord thread)
    {
        thread.Flags |= ThreadFlags.Closed;
        if (thread.Group is { } group)
            group.AliveCount--;
    }

    private void Discard(ThreadRecord thread)
    {
        thread.Unlink();
        while (thread.FirstChild is { } child)
            child.Unlink();
        _threads.Remove(thread);
        thread.OwnDescriptors.Clear();
        _threads.Return(thread);
    }

    private void Reparent(ThreadRecord thread)
    {
        ThreadRecord? reaper = thread.ReaperId > 0 ? _threads.Find(thread.ReaperId) : null;
        if (reaper is null || reaper.IsInvalid || reaper == thread)
            reaper = FindReaper(thread);
        if (reaper?.Group is { } group && group != thread.Group)
            group.IsReaper = true;
        while (thread.FirstChild is { } child)
        {
            child.ParentId = reaper?.ThreadId ?? 0;
            Touch(child);
            if (reaper is null)
                child.Unlink();
            else
                child.Link(reaper);
        }
    }

    private ThreadRecord? FindReaper(ThreadRecord thread)
    {
        if (AliveMember(thread.Group!, thread) is { } sibling)
            return sibling;
        bool isInNamespace = thread.IsInPidNamespace;
        ThreadRecord? ancestor = _threads.Find(thread.ParentId);

        // Ids from a damaged stream may form a loop.
        for (int depth = 0; ancestor is { IsInvalid: false } && depth < 1000; depth++)
        {
            if (ancestor.IsInPidNamespace != isInNamespace)
                return null;
            if (ancestor.Group is { IsReaper: true } group && AliveMember(group, thread) is { } member)
                return member;
            ancestor = _threads.Find(ancestor.ParentId);
        }

        return null;
    }

    private static ThreadRecord? AliveMember(ThreadGroup group, ThreadRecord except)
    {
        for (ThreadRecord? member = group.First; member is not null; member = member.NextInGroup)
        {
            if (member != except && !member.IsDead)
                return member;
        }

        return null;
    }
}
