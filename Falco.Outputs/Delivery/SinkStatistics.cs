namespace Falco.Outputs.Delivery;

/// <summary>What a sink has got, and not got. Alerts on drops are not counted.</summary>
public sealed record SinkStatistics
{
    /// <summary>The sink's name.</summary>
    public required string Name { get; init; }

    /// <summary>Alerts that were meant for the sink: those its filter accepted.</summary>
    public required long Posted { get; init; }

    /// <summary>Alerts that wait, in memory or in the spool, or are being delivered.</summary>
    public required long Queued { get; init; }

    /// <summary>Alerts that the spool holds or has held since it was opened, as safe as its policy says; 0 without a spool.</summary>
    public required long Spooled { get; init; }

    /// <summary>Alerts that were delivered.</summary>
    public required long Delivered { get; init; }

    /// <summary>Attempts after the first.</summary>
    public required long Retries { get; init; }

    /// <summary>Alerts that the sink does not get, by reason; reasons without any are absent.</summary>
    public required IReadOnlyDictionary<DropReason, long> Drops { get; init; }

    /// <summary>When the first attempt failed of those that have failed since the last success, or <see langword="null"/>.</summary>
    public required DateTimeOffset? FailingSince { get; init; }

    /// <summary>The error of the last failed attempt, as long as the sink is failing.</summary>
    public required string? LastError { get; init; }

    /// <summary>Alerts that the sink does not get, for whatever reason.</summary>
    public long Dropped => Drops.Values.Sum();
}
