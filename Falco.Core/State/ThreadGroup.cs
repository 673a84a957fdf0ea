namespace Falco.Core.State;

/// <summary>A process: the threads that share a thread group id. Pooled: a reference is valid until its last thread is removed.</summary>
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

    /// <summary>The threads in the table, the main thread first if it is among them.</summary>
    internal List<ThreadRecord> Members { get; } = [];

    /// <summary>The main thread, if it is known.</summary>
    internal ThreadRecord? Main => Members.Count > 0 && Members[0].IsMainThread ? Members[0] : null;
}
