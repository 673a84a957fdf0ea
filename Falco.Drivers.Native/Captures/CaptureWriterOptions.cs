namespace Falco.Drivers.Native.Captures;

/// <summary>How a capture is written.</summary>
public sealed class CaptureWriterOptions
{
    /// <summary>How it is compressed; by default not at all.</summary>
    public CaptureCompression Compression { get; init; }

    /// <summary>
    /// Called once if the recording ends early: the file could not be written, or the source failed. Without it, an error of the file is
    /// the result of <see cref="Core.Streams.IEventSource.Run"/>. Called on the source's thread, or on that which disposes the writer.
    /// </summary>
    public Action<Exception>? OnError { get; init; }

    /// <summary>
    /// Bytes that are gathered before they are written: large enough that the cost of a system call vanishes, and as much as is lost if
    /// the process ends without disposing the writer.
    /// </summary>
    internal int BufferSize { get; init; } = 256 << 10;

    internal static CaptureWriterOptions Default { get; } = new();
}
