using System.IO.Compression;

namespace Falco.Drivers.Native.Captures;

/// <summary>The file or stream that a capture goes to, and the compression on the way.</summary>
internal sealed class CaptureOutput : IDisposable
{
    private readonly RecordingStream _recording;
    private readonly Stream _stream;

    public CaptureOutput(Stream target, bool leaveOpen, CaptureCompression compression)
    {
        _recording = new RecordingStream(target, leaveOpen);

        // The source's thread compresses; events that it does not take from the kernel meanwhile are lost.
        _stream = compression == CaptureCompression.Gzip ? new GZipStream(_recording, CompressionLevel.Fastest) : _recording;
    }

    /// <summary>Bytes that the target has taken; the compression holds back some more.</summary>
    public long Written => _recording.Written;

    /// <summary>Writes whole blocks, so that a plain file ends at the end of a block whatever happens.</summary>
    public void Write(ReadOnlySpan<byte> blocks) => _stream.Write(blocks);

    /// <summary>Makes everything that was written readable.</summary>
    public void Flush() => _stream.Flush();

    /// <summary>Writes what the compression holds back, and closes the target if it is ours.</summary>
    public void Dispose() => _stream.Dispose();
}
