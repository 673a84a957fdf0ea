namespace Falco.Core.Streams;

/// <summary>How a channel batches and what it does when its reader is slow.</summary>
public sealed class EventChannelOptions
{
    /// <summary>
    /// The number of batches: being filled, waiting to be read, and held by the reader. Their memory, this times
    /// <see cref="BatchBytes"/>, is taken when the channel is opened. At least 2; by default 16.
    /// </summary>
    public int BatchCount { get; init; } = 16;

    /// <summary>Events per batch at most; by default 512.</summary>
    public int BatchEvents { get; init; } = 512;

    /// <summary>Bytes per batch; a larger event gets a batch of its own. By default 64 KiB.</summary>
    public int BatchBytes { get; init; } = 64 * 1024;

    /// <summary>How long an event waits for its batch to fill up; by default 100 ms.</summary>
    public TimeSpan FlushInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>What happens when all batches are taken; by default the source waits.</summary>
    public EventChannelFullMode FullMode { get; init; } = EventChannelFullMode.Wait;

    /// <summary>The clock of <see cref="FlushInterval"/>.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchCount, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchEvents, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchBytes, 1024);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(FlushInterval, TimeSpan.Zero);
        ArgumentNullException.ThrowIfNull(TimeProvider);
    }
}
