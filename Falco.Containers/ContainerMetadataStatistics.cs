namespace Falco.Containers;

/// <summary>What became of the containers that were seen. All counts only grow; another thread may read single counts.</summary>
public sealed class ContainerMetadataStatistics
{
    private long _sighted;
    private long _answered;
    private long _unanswered;
    private long _dropped;
    private long _retries;
    private long _failures;
    private long _notices;
    private long _undelivered;
    private long _lateEvents;

    internal ContainerMetadataStatistics()
    {
    }

    /// <summary>Containers that a process was seen in and that were asked for.</summary>
    public long Sighted => Volatile.Read(ref _sighted);

    /// <summary>Containers that a runtime told of.</summary>
    public long Answered => Volatile.Read(ref _answered);

    /// <summary>Containers that no runtime knew, after all attempts.</summary>
    public long Unanswered => Volatile.Read(ref _unanswered);

    /// <summary>Containers that were not asked for because too many waited.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Attempts after the first.</summary>
    public long Retries => Volatile.Read(ref _retries);

    /// <summary>Requests to runtimes that failed or took too long.</summary>
    public long Failures => Volatile.Read(ref _failures);

    /// <summary>Notices of runtimes that a container came, changed or went.</summary>
    public long Notices => Volatile.Read(ref _notices);

    /// <summary>News that the queue of the source had no room for.</summary>
    public long Undelivered => Volatile.Read(ref _undelivered);

    /// <summary>Processes that started in a container before its metadata was there.</summary>
    public long LateProcesses => Volatile.Read(ref _lateEvents);

    internal void CountSighted() => Interlocked.Increment(ref _sighted);

    internal void CountAnswered() => Interlocked.Increment(ref _answered);

    internal void CountUnanswered() => Interlocked.Increment(ref _unanswered);

    internal void CountDropped() => Interlocked.Increment(ref _dropped);

    internal void CountRetry() => Interlocked.Increment(ref _retries);

    internal void CountFailure() => Interlocked.Increment(ref _failures);

    internal void CountNotice() => Interlocked.Increment(ref _notices);

    internal void CountUndelivered() => Interlocked.Increment(ref _undelivered);

    internal void CountLateProcess() => Interlocked.Increment(ref _lateEvents);
}
