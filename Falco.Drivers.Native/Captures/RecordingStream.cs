namespace Falco.Drivers.Native.Captures;

/// <summary>
/// Passes writes on to a target. After the first one that fails nothing is written any more, and what had been written of it is taken
/// back, if the target can be cut: the target ends where one of the writes ended.
/// </summary>
internal sealed class RecordingStream(Stream target, bool leaveOpen) : Stream
{
    private long _end = target.CanSeek ? target.Position : 0;
    private bool _hasFailed;

    /// <summary>Bytes that the target has taken.</summary>
    public long Written { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        // What compresses the capture still writes its end when it is closed after a failure; behind a gap that would be garbage.
        if (_hasFailed)
            return;
        try
        {
            target.Write(buffer);
            _end += buffer.Length;
            Written += buffer.Length;
        }
        catch
        {
            _hasFailed = true;
            CutBack();
            throw;
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        if (!_hasFailed)
            target.Flush();
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !leaveOpen)
            target.Dispose();
        base.Dispose(disposing);
    }

    private void CutBack()
    {
        try
        {
            if (!target.CanSeek)
                return;
            target.SetLength(_end);
            target.Position = _end;
        }
        catch (Exception error) when (error is IOException or NotSupportedException or ObjectDisposedException)
        {
            // The error that is told is the one of the write; readers say where a cut block begins.
        }
    }
}
