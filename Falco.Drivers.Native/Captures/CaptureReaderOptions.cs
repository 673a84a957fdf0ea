namespace Falco.Drivers.Native.Captures;

/// <summary>How a capture is read.</summary>
public sealed class CaptureReaderOptions
{
    /// <summary>
    /// The largest event block that is accepted, in bytes; 64 MiB by default. Event blocks are read whole, so this bounds the
    /// memory that a damaged or hostile capture can ask for. Tables are read entry by entry and need no bound.
    /// </summary>
    public int MaxBlockSize { get; init; } = 64 << 20;

    /// <summary>
    /// Whether a thread of the pool reads and inflates a compressed capture, a pipe or a stream ahead of the events, as by default. Otherwise the
    /// source's own thread does so: less work beside it, but events wait for it, and stopping waits until a read that is under way returns.
    /// A plain file is always read by the source's thread.
    /// </summary>
    public bool ReadAhead { get; init; } = true;

    /// <summary>
    /// Whether events of old drivers are brought to today's form, as they are by default. Left as they are, they suit other readers of that
    /// time and whoever looks at what was recorded; the picture of the host and rules do not understand them.
    /// </summary>
    public bool ConvertOldEvents { get; init; } = true;

    /// <summary>
    /// Called for each event of an old driver that is left out because it cannot be brought to today's form; they are counted in
    /// <see cref="CaptureStatistics.MalformedEvents"/> as well. Called on the source's thread; it must not throw.
    /// </summary>
    public Action<SkippedEvent>? OnSkippedEvent { get; init; }

    /// <summary>
    /// Old drivers told the parameters of a call when it began, today's tell them when it ends: for how many threads at once the start of a
    /// call is kept until its end, 262,144 by default, as many threads as the picture of the host has. Then the oldest start gives way.
    /// </summary>
    public int MaxPendingCalls { get; init; } = 262_144;

    /// <summary>Bytes that the starts of calls may take together; far more than that many ordinary ones need.</summary>
    internal long MaxPendingBytes { get; init; } = 64 << 20;

    /// <summary>
    /// Bytes that are read at once: large enough that the cost of a system call vanishes, small enough to stay in a second-level
    /// cache until the events have been judged (reading a cached file cost 10 ns per event with 256 KiB, 12 with 1 MiB, 21 with 4).
    /// </summary>
    internal int BufferSize { get; init; } = 256 << 10;

    internal static CaptureReaderOptions Default { get; } = new();
}
