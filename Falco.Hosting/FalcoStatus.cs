using Falco.Outputs.Delivery;

namespace Falco.Hosting;

/// <summary>What an engine is doing. Immutable: a look at one moment.</summary>
public sealed record FalcoStatus
{
    /// <summary>The engine's name; empty for the one without a name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it judges events.</summary>
    public bool IsRunning { get; init; }

    /// <summary>When it was started; <see langword="null"/> before.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>The revision of the rules in use.</summary>
    public long RuleSetRevision { get; init; }

    /// <summary>The rules in use, whether they are switched on or not.</summary>
    public int RuleCount { get; init; }

    /// <summary>Rule sets that were taken into use after the first.</summary>
    public long Reloads { get; init; }

    /// <summary>Rule sets and changed options that were refused because of an error, or could not be read.</summary>
    public long RefusedReloads { get; init; }

    /// <summary>What the last refused change was refused for, if none was accepted since.</summary>
    public string? ReloadFailure { get; init; }

    /// <summary>Alerts that found no room in <see cref="FalcoEngine.Alerts"/>.</summary>
    public long DroppedAlerts { get; init; }

    /// <summary>The sources.</summary>
    public required IReadOnlyList<SourceStatus> Sources { get; init; }

    /// <summary>The sinks.</summary>
    public required IReadOnlyList<SinkStatistics> Sinks { get; init; }
}
