namespace Falco.Drivers.Native.Captures;

/// <summary>A capture from a stream, plain or compressed, that the thread which consumes it reads and inflates itself.</summary>
internal sealed class DirectStreamBlockInput(Stream stream, bool leaveOpen, int bufferSize) : BufferedBlockInput(bufferSize)
{
    private CaptureContent? _content;
    private bool _isAtEnd;

    public override void Open(CancellationToken stop)
    {
        byte[] start = new byte[CaptureContent.StartLength];
        int length = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        _content = new CaptureContent(start.AsMemory(0, length), stream);
    }

    public override void Dispose()
    {
        _content?.Dispose();
        if (!leaveOpen)
            stream.Dispose();
        base.Dispose();
    }

    protected override int Read(Span<byte> target)
    {
        int read = _isAtEnd ? 0 : _content!.Bytes.Read(target);
        if (read == 0 && !_isAtEnd)
        {
            _isAtEnd = true;
            _content!.RequireWhole();
        }

        return read;
    }
}
