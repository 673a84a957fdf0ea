namespace Falco.Core.Streams;

/// <summary>What became of the events that waited for news. Written by the source's thread; another may read single counts.</summary>
public sealed class EventHoldStatistics
{
    internal EventHoldStatistics()
    {
    }

    /// <summary>Events that waited.</summary>
    public long Events { get; internal set; }

    /// <summary>How often events began to wait.</summary>
    public long Holds { get; internal set; }

    /// <summary>How often the wait ended because the news were there, or would not come.</summary>
    public long Answered { get; internal set; }

    /// <summary>How often it ended because it had lasted as long as it may.</summary>
    public long Expired { get; internal set; }

    /// <summary>How often it ended because no more events could wait.</summary>
    public long Full { get; internal set; }
}
