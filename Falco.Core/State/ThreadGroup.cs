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
}
