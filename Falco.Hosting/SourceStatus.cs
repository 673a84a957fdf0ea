namespace Falco.Hosting;

/// <summary>What one source of an engine did so far. Immutable.</summary>
public sealed record SourceStatus
{
    /// <summary>The name that rules know, for instance <c>syscall</c>.</summary>
    public required string Source { get; init; }

    /// <summary>What tells it from others of its name: <c>kernel</c>, the path of a capture.</summary>
    public required string Description { get; init; }

    /// <summary>Where it is in its life.</summary>
    public required SourceState State { get; init; }

    /// <summary>Whether it brings what happens now; a replay does not.</summary>
    public bool IsLive { get; init; }

    /// <summary>Why it failed or was refused.</summary>
    public Exception? Failure { get; init; }

    /// <summary>Events that rules were judged on.</summary>
    public long Events { get; init; }

    /// <summary>Alerts that were raised.</summary>
    public long Alerts { get; init; }

    /// <summary>Conditions and outputs that failed for an event.</summary>
    public long Faults { get; init; }

    /// <summary>Events that were lost before they could be judged.</summary>
    public long Lost { get; init; }

    /// <summary>How long after it happened an event is judged, at the last sample; zero for a replay.</summary>
    public TimeSpan Lag { get; init; }
}
