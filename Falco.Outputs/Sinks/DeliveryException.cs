namespace Falco.Outputs.Sinks;

/// <summary>A sink could not deliver, and knows whether it is worth trying again.</summary>
/// <remarks>A sink may throw anything; what is not of this type counts as a failure that may pass.</remarks>
public sealed class DeliveryException : Exception
{
    /// <summary>Makes an exception.</summary>
    public DeliveryException()
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="message">What went wrong.</param>
    public DeliveryException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">Why.</param>
    public DeliveryException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Whether the receiver will refuse these alerts again, whenever they come.</summary>
    public bool IsPermanent { get; init; }

    /// <summary>
    /// For what is permanent: how many alerts after the delivered ones it is about; 0, by default, means all. Those behind them are still
    /// delivered.
    /// </summary>
    public int RefusedCount { get; init; }

    /// <summary>How many alerts of the batch, from its start, had been delivered before; they are not tried again.</summary>
    public int DeliveredCount { get; init; }

    /// <summary>How long the receiver asks to be left alone, or <see langword="null"/> if it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
