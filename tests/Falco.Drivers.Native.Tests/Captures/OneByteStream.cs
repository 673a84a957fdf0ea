namespace Falco.Drivers.Native.Tests.Captures;

/// <summary>A stream that cannot seek and gives one byte at a time.</summary>
internal class OneByteStream(byte[] bytes) : Stream
{
    private int _position;

    public bool IsDisposed { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    protected bool IsAtEnd => _position == bytes.Length;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (IsAtEnd || buffer.IsEmpty)
            return 0;
        buffer[0] = bytes[_position++];
        return 1;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}

/// <summary>Fails where it should end.</summary>
internal sealed class FailingStream(byte[] bytes) : OneByteStream(bytes)
{
    public override int Read(Span<byte> buffer) => IsAtEnd ? throw new IOException("the wire is cut") : base.Read(buffer);
}
