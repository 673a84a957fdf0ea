namespace Falco.Core.State;

/// <summary>A process: the threads that share a thread group id.</summary>
public sealed class ThreadGroup
{
    internal ThreadGroup()
    {
    }

    /// <summary>The process id.</summary>
    public long ProcessId { get; internal set; }

    /// <summary>Threads that have not exited, the main thread included.</summary>
    public int AliveCount { get; internal set; }

    /// <summary>Whether the process takes over the orphans of its descendants.</summary>
    public bool IsReaper { get; internal set; }

    /// <summary>The first record of the list of threads; the main thread is the first if it is known.</summary>
    internal ThreadRecord? First { get; set; }

    internal void Add(ThreadRecord thread)
    {
        thread.Group = this;
        AliveCount++;
        if (First is null || thread.IsMainThread)
        {
            thread.NextInGroup = First;
            First = thread;
            return;
        }

        thread.NextInGroup = First.NextInGroup;
        First.NextInGroup = thread;
    }

    internal void Remove(ThreadRecord thread)
    {
        if (First == thread)
        {
            First = thread.NextInGroup;
        }
        else
        {
            for (ThreadRecord? member = First; member is not null; member = member.NextInGroup)
            {
                if (member.NextInGroup == thread)
                {
                    member.NextInGroup = thread.NextInGroup;
                    break;
                }
            }
        }

        thread.NextInGroup = null;
        thread.Group = null;
    }

    internal void Reset(long processId, bool isReaper)
    {
        ProcessId = processId;
        AliveCount = 0;
        IsReaper = isReaper;
        First = null;
    }
}
