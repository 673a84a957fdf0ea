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
    /// Bytes that are read at once: large enough that the cost of a system call vanishes, small enough to stay in a second-level
    /// cache until the events have been judged (reading a cached file cost 10 ns per event with 256 KiB, 12 with 1 MiB, 21 with 4).
    /// </summary>
    internal int BufferSize { get; init; } = 256 << 10;

    internal static CaptureReaderOptions Default { get; } = new();
}
