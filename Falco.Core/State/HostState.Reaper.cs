namespace Falco.Core.State;

public sealed partial class HostState
{
    // More ancestors than any real chain has: the walk ends even if the records form a ring.
    private const int MaxAncestors = 4096;

    /// <summary>Gives the children of a dying thread to whoever takes them over.</summary>
    private void ReparentChildren(ThreadRecord dying, ThreadGroup group)
    {
        ThreadRecord? reaper = dying.ReaperId > 0 ? ObtainThread(dying.ReaperId) : null;
        if (reaper is null or { IsInvalid: true } || reaper == dying)
            reaper = FindReaper(dying, group);
        if (reaper is not null)
        {
            dying.ReaperId = reaper.ThreadId;
            if (reaper.ProcessId != dying.ProcessId && reaper.Group is { } reaperGroup)
                reaperGroup.IsReaper = true;
        }

        while (dying.FirstChild is { } child)
        {
            if (reaper is null)
            {
                child.Unlist();
                child.ParentId = 0;
            }
            else
            {
                reaper.AddChild(child);
            }

            Touch(child);
        }

        dying.ExpiredChildren = 0;
        dying.ChildCount = 0;
    }

    /// <summary>
    /// Looks for the thread that takes the children over as the kernel does: another thread of the process, else a thread of the nearest
    /// ancestor that is a reaper in the same pid namespace.
    /// </summary>
    private ThreadRecord? FindReaper(ThreadRecord dying, ThreadGroup group)
    {
        if (group.AliveCount > 0 && FirstAlive(group, dying) is { } sibling)
            return sibling;
        ThreadRecord? parent = _threads.Find(dying.ParentId);
        for (int i = 0; i < MaxAncestors && parent is not null && parent != dying; i++)
        {
            if (parent.IsInPidNamespace != dying.IsInPidNamespace)
                break;
            if (parent.Group is { IsReaper: true, AliveCount: > 0 } ancestors && FirstAlive(ancestors, null) is { } reaper)
                return reaper;
            ThreadRecord? next = _threads.Find(parent.ParentId);
            if (next == parent)
                break;
            parent = next;
        }

        return null;
    }

    private static ThreadRecord? FirstAlive(ThreadGroup group, ThreadRecord? except)
    {
        foreach (ThreadRecord member in group.Members)
        {
            if (!member.IsDead && member != except)
                return member;
        }

        return null;
    }
}
