using Falco.Outputs.Delivery.Spooling;
using Falco.Outputs.Delivery.Suppression;
using Falco.Rules.Engine;

namespace Falco.Outputs.Delivery;

/// <summary>How alerts reach a sink: what it gets, what waits for it, how hard delivery is tried.</summary>
public sealed record SinkOptions
{
    /// <summary>The sink's name in statistics, notices and alerts; unique in a dispatcher.</summary>
    public required string Name { get; init; }

    /// <summary>Which alerts the sink gets. Default: all.</summary>
    public AlertFilter Filter { get; init; } = new();

    /// <summary>How many alerts may wait in memory. Default: 10,000.</summary>
    public int Capacity { get; init; } = 10_000;

    /// <summary>
    /// What becomes of an alert when that many wait. Default: it is dropped, and the drop reported. With
    /// <see cref="AlertFullMode.Wait"/> the thread that posts is held up: for replays, which have time.
    /// </summary>
    public AlertFullMode FullMode { get; init; } = AlertFullMode.DropNewest;

    /// <summary>The most alerts in a delivery. Default: 100.</summary>
    public int BatchSize { get; init; } = 100;

    /// <summary>How long a batch that is not full waits for more. Default: not at all.</summary>
    public TimeSpan BatchDelay { get; init; } = TimeSpan.Zero;

    /// <summary>
    /// How often a failed delivery is tried again. Default: five times within about fifteen seconds; with a spool, until it succeeds.
    /// </summary>
    public RetryOptions? Retry { get; init; }

    /// <summary>
    /// The time for one attempt, after which its token is cancelled; <see langword="null"/> means no end. Default: half a minute.
    /// An attempt that does not heed its token is waited for: a sink is never called twice at once.
    /// </summary>
    public TimeSpan? AttemptTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The time after which a delivery that is still under way is told of (<c>output_timeout</c>). Default: two seconds.</summary>
    public TimeSpan SlowAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A file that takes alerts that are given up, one JSON object a line; <see langword="null"/> for none.</summary>
    public string? DeadLetterFile { get; init; }

    /// <summary>How many alerts the sink gets at most; what is over is counted and told of. Default: no limit.</summary>
    public RateLimit? RateLimit { get; init; }

    /// <summary>Keeps back alerts that the sink has just got; they are counted and told of. Default: none is kept back.</summary>
    public Deduplication? Deduplication { get; init; }

    /// <summary>Keeps alerts on disk until the sink has them; <see langword="null"/> for none.</summary>
    public SpoolOptions? Spool { get; init; }

    /// <summary>Whether the sink is sent alerts on what sinks did not get. Default: yes.</summary>
    public bool ReceivesDropReports { get; init; } = true;

    internal RetryOptions EffectiveRetry => Retry ?? (Spool is null ? new RetryOptions() : new RetryOptions { MaxRetries = int.MaxValue });
}
