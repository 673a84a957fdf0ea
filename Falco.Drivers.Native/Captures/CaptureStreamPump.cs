using System.IO.Pipelines;

namespace Falco.Drivers.Native.Captures;

/// <summary>Reads a stream ahead of its consumer, and inflates it if it begins as gzip does.</summary>
internal sealed class CaptureStreamPump(Stream stream, bool leaveOpen)
{
    // Short leftovers of a segment are not worth a read.
    private const int MinimumRead = 4096;

    /// <summary>Why the stream ended early; to be looked at once the pipe is complete.</summary>
    public Exception? Failure { get; private set; }

    public async Task RunAsync(PipeWriter writer, CancellationToken cancel)
    {
        CaptureContent? content = null;
        try
        {
            byte[] start = new byte[CaptureContent.StartLength];
            int length = await stream.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancel).ConfigureAwait(false);
            content = new CaptureContent(start.AsMemory(0, length), stream);
            await CopyAsync(content.Bytes, writer, cancel).ConfigureAwait(false);
            await content.RequireWholeAsync(cancel).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            // Completing the pipe with the error would discard the events before it.
            Failure = error;
        }

        content?.Dispose();
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
