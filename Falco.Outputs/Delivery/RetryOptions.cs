namespace Falco.Outputs.Delivery;

/// <summary>How often a failed delivery is tried again. The waits double from one attempt to the next and vary at random.</summary>
public sealed record RetryOptions
{
    /// <summary>No attempt but the first.</summary>
    public static RetryOptions None { get; } = new() { MaxRetries = 0 };

    /// <summary>Attempts after the first; <see cref="int.MaxValue"/> means until it succeeds. Default: 5.</summary>
    public int MaxRetries { get; init; } = 5;

    /// <summary>About how long to wait before the second attempt. Default: half a second.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest wait, whatever the receiver asks for. Default: one minute.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromMinutes(1);
}
