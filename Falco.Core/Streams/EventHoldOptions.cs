namespace Falco.Core.Streams;

/// <summary>How long and how many events may wait for news from beside their stream.</summary>
public sealed record EventHoldOptions
{
    /// <summary>The longest time that an event waits, by the clock of the events.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The most bytes of events that wait; when they are taken, what waits is delivered without the news.</summary>
    public int MaxBytes { get; init; } = 16 * 1024 * 1024;
}
