namespace Falco.Core.Names;

/// <summary>What became of the names that events asked for. All counts only grow; they may be read from any thread.</summary>
public sealed class HostNamesStatistics
{
    private long _hits;
    private long _misses;
    private long _dropped;
    private long _answered;
    private long _failed;
    private long _expired;

    internal HostNamesStatistics()
    {
    }

    /// <summary>Questions of events for a name whose addresses were there.</summary>
    public long Hits => Volatile.Read(ref _hits);

    /// <summary>Questions of events for a name whose addresses were not there yet; it is asked for meanwhile.</summary>
    public long Misses => Volatile.Read(ref _misses);

    /// <summary>Names among those that are not asked for, because there is no room for more.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Look-ups that were answered, be it that there is no such name.</summary>
    public long Answered => Volatile.Read(ref _answered);

    /// <summary>Look-ups that failed or took too long.</summary>
    public long Failed => Volatile.Read(ref _failed);

    /// <summary>Names that were forgotten because no event needed them.</summary>
    public long Expired => Volatile.Read(ref _expired);

    internal void CountHit() => Interlocked.Increment(ref _hits);

    internal void CountMiss() => Interlocked.Increment(ref _misses);

    internal void CountDrop() => Interlocked.Increment(ref _dropped);

    internal void CountAnswer() => Interlocked.Increment(ref _answered);

    internal void CountFailure() => Interlocked.Increment(ref _failed);

    internal void CountExpired(int names) => Interlocked.Add(ref _expired, names);
}
