namespace Falco.Outputs.Delivery;

/// <summary>Something that whoever runs the sinks should know; for logs.</summary>
/// <param name="Sink">The sink's name.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Message">A sentence.</param>
/// <param name="Error">Why, or <see langword="null"/>.</param>
public sealed record DeliveryNotice(string Sink, DeliveryNoticeKind Kind, string Message, Exception? Error = null);

/// <summary>What happened to a sink.</summary>
public enum DeliveryNoticeKind
{
    /// <summary>An attempt failed; another follows.</summary>
    AttemptFailed,

    /// <summary>Alerts are given up.</summary>
    GivenUp,

    /// <summary>A delivery takes longer than it should.</summary>
    Slow,

    /// <summary>The queue was full for the first time: alerts are dropped.</summary>
    QueueFull,

    /// <summary>The sink delivers again after failures.</summary>
    Recovered,

    /// <summary>The time to drain is over: what waits is discarded, or stays in the spool.</summary>
    Discarded,

    /// <summary>The dead-letter file could not be written.</summary>
    DeadLetterFailed,

    /// <summary>The spool could not be written, or holds damaged alerts.</summary>
    SpoolFailed,
}
