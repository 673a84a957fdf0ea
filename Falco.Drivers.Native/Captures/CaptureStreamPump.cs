using System.IO.Compression;
using System.IO.Pipelines;

namespace Falco.Drivers.Native.Captures;

/// <summary>Reads a stream ahead of its consumer, and inflates it if it begins as gzip does.</summary>
internal sealed class CaptureStreamPump(Stream stream, bool leaveOpen)
{
    // Short leftovers of a segment are not worth a read.
    private const int MinimumRead = 4096;

    /// <summary>Why the stream ended early; to be looked at once the pipe is complete.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Whether these bytes begin a gzip member.</summary>
    public static bool IsGzip(ReadOnlySpan<byte> start) => start is [0x1F, 0x8B, ..];

    public async Task RunAsync(PipeWriter writer, CancellationToken cancel)
    {
        Stream? inflated = null;
        try
        {
            byte[] start = new byte[2];
            int length = await stream.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancel).ConfigureAwait(false);
            PrefixedStream whole = new(start.AsMemory(0, length), stream);
            if (IsGzip(start.AsSpan(0, length)))
                inflated = new GZipStream(whole, CompressionMode.Decompress, leaveOpen: true);
            await CopyAsync(inflated ?? whole, writer, cancel).ConfigureAwait(false);
            if (inflated is not null && !await GzipEnd.IsWholeAsync(inflated, whole, cancel).ConfigureAwait(false))
                throw new InvalidDataException("The compressed data ends in the middle.");
        }
        catch (Exception error)
        {
            // Completing the pipe with the error would discard the events before it.
            Failure = error;
        }

        if (inflated is not null)
            await inflated.DisposeAsync().ConfigureAwait(false);
        await writer.CompleteAsync().ConfigureAwait(false);
        Release();
    }

    /// <summary>Closes the stream if it is ours.</summary>
    public void Release()
    {
        if (!leaveOpen)
            stream.Dispose();
    }

    private static async Task CopyAsync(Stream source, PipeWriter writer, CancellationToken cancel)
    {
        while (true)
        {
            int read = await source.ReadAsync(writer.GetMemory(MinimumRead), cancel).ConfigureAwait(false);
            if (read == 0)
                return;
            writer.Advance(read);
            FlushResult flushed = await writer.FlushAsync(cancel).ConfigureAwait(false);
            if (flushed.IsCompleted)
                return;
        }
    }
}
