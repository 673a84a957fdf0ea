using Falco.Core.Streams;
using Microsoft.Win32.SafeHandles;

namespace Falco.Drivers.Native.Captures;

/// <summary>
/// Replays a capture (<c>.scap</c>): plain or gzip, one or several concatenated, written by any version of the format.
/// </summary>
/// <remarks>
/// Events are handed out in place, as views of the read buffer. Events of old drivers are brought to the form that
/// today's would have given them, so that an old capture replays like a new one.
/// If the capture is damaged, the events before the damage are delivered and the source fails with a
/// <see cref="CaptureException"/>.
/// </remarks>
public sealed partial class CaptureReader : EventSource
{
    private readonly BlockInput _input;
    private readonly string? _file;
    private readonly CaptureReaderOptions _options;

    private CaptureReader(BlockInput input, string? file, CaptureReaderOptions options)
    {
        _input = input;
        _file = file;
        _options = options;
    }

    /// <inheritdoc/>
    public override string Name => "syscall";

    /// <summary>What has been read so far; exact once the source has ended.</summary>
    public CaptureStatistics Statistics => new()
    {
        Events = _events,
        OldEvents = _oldEvents,
        ConvertedEvents = _convertedEvents,
        MalformedEvents = _malformedEvents,
        ForgottenCalls = _converter?.Starts.Evicted ?? 0,
        UnknownEvents = _unknownEvents,
        UnknownBlocks = _unknownBlocks,
        Sections = _sections,
        Bytes = _blockOffset,
    };

    /// <summary>Opens a capture file.</summary>
    /// <exception cref="IOException">There is no such file, or it cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static CaptureReader Open(string path, CaptureReaderOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= CaptureReaderOptions.Default;
        FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        try
        {
            // Whether a pipe or a terminal is compressed cannot be known without taking bytes from it.
            BlockInput input = !file.CanSeek || IsGzip(file.SafeFileHandle)
                ? StreamInput(file, leaveOpen: false, options)
                : new FileBlockInput(file, options.BufferSize);
            return new CaptureReader(input, path, options);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads a capture from a stream, from its current position to its end.</summary>
    /// <param name="stream">The stream; it need not be able to seek. It is read by a thread of the pool, ahead of the events, unless the options say otherwise.</param>
    /// <param name="name">What the stream is called in errors.</param>
    /// <param name="leaveOpen">Whether the stream stays open when the reader is disposed.</param>
    /// <param name="options">How to read, or <see langword="null"/> for the defaults.</param>
    public static CaptureReader Open(Stream stream, string? name = null, bool leaveOpen = false, CaptureReaderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        options ??= CaptureReaderOptions.Default;
        return new CaptureReader(StreamInput(stream, leaveOpen, options), name, options);
    }

    /// <inheritdoc/>
    protected override void Produce(CancellationToken stop)
    {
        try
        {
            _input.Open(stop);
            ReadSections(stop);
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw Failure(CaptureFault.Unreadable, null, $"reading failed: {error.Message}", error);
        }
        finally
        {
            _input.Dispose();
            _converter?.Dispose();
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _input.Dispose();
        base.Dispose(disposing);
    }

    private static BlockInput StreamInput(Stream stream, bool leaveOpen, CaptureReaderOptions options) => options.ReadAhead
        ? new StreamBlockInput(stream, leaveOpen, options.BufferSize)
        : new DirectStreamBlockInput(stream, leaveOpen, options.BufferSize);

    private static bool IsGzip(SafeFileHandle file)
    {
        Span<byte> start = stackalloc byte[2];
        return RandomAccess.Read(file, start, 0) == start.Length && CaptureContent.IsGzip(start);
    }

    private CaptureException Failure(CaptureFault fault, BlockType? block, string problem, Exception? cause = null) =>
        new(fault, _file, (uint?)block, _blockOffset, problem, cause);
}
