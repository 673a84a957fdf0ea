namespace Falco.Outputs.Delivery;

/// <summary>The names of reasons in alerts and metrics.</summary>
public static class DropReasonName
{
    /// <summary>The name of a reason, lower case with underscores.</summary>
    public static string Of(DropReason reason) => reason switch
    {
        DropReason.QueueFull => "queue_full",
        DropReason.Closed => "closed",
        DropReason.GivenUp => "given_up",
        DropReason.Discarded => "discarded",
        DropReason.SpoolFull => "spool_full",
        DropReason.SpoolFailed => "spool_failed",
        DropReason.SpoolDamaged => "spool_damaged",
        DropReason.RateLimited => "rate_limited",
        DropReason.Duplicate => "duplicate",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };
}
