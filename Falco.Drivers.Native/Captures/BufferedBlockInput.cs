using System.Buffers;

namespace Falco.Drivers.Native.Captures;

/// <summary>
/// A capture that is read by the thread that consumes it, into one large buffer; a block that is cut by the buffer's end moves to its front.
/// </summary>
internal abstract class BufferedBlockInput(int bufferSize) : BlockInput
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(bufferSize);

    public override void Dispose()
    {
        SetWindow([], 0, 0);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    /// <summary>Reads on where the last call ended.</summary>
    /// <returns>How many bytes; none at the end only.</returns>
    protected abstract int Read(Span<byte> target);

    protected sealed override bool Refill(int count)
    {
        int held = Available;
        byte[] target = _buffer;
        while (true)
        {
            Bytes.CopyTo(target);
            if (target != _buffer)
                ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = target;
            SetWindow(target, 0, held);
            held = Fill(held, count);
            SetWindow(target, 0, held);
            if (held >= count || held < target.Length)
                return held >= count;

            // The buffer grows with what the file really holds, not with what a damaged length claims.
            target = ArrayPool<byte>.Shared.Rent(target.Length * 2);
        }
    }

    private int Fill(int held, int count)
    {
        while (held < count && held < _buffer.Length)
        {
            int read = Read(_buffer.AsSpan(held));
            if (read == 0)
                break;
            held += read;
        }

        return held;
    }
}
