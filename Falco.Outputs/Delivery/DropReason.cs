namespace Falco.Outputs.Delivery;

/// <summary>Why an alert does not reach a sink.</summary>
public enum DropReason
{
    /// <summary>The sink's queue was full.</summary>
    QueueFull,

    /// <summary>The alert came after the dispatcher had been told to end.</summary>
    Closed,

    /// <summary>The sink failed until no attempt was left, or said that trying again is no use.</summary>
    GivenUp,

    /// <summary>The alert was still waiting when the time to drain was over.</summary>
    Discarded,

    /// <summary>The spool had reached its size.</summary>
    SpoolFull,

    /// <summary>The spool could not be written.</summary>
    SpoolFailed,

    /// <summary>The spool held the alert, but its bytes had changed.</summary>
    SpoolDamaged,

    /// <summary>More alerts came than the rate limit allows: suppressed as was asked for.</summary>
    RateLimited,

    /// <summary>The same alert came shortly before: suppressed as was asked for.</summary>
    Duplicate,
}
