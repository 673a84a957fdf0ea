using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Falco.Drivers.Native.Captures;

/// <summary>
/// A plain capture file, read sequentially into one large buffer; a block that is cut by the buffer's end moves to its front.
/// </summary>
/// <remarks>The file is never mapped: if it shrank while it is read, a mapping would end the host's process.</remarks>
internal sealed class FileBlockInput : BlockInput
{
    private readonly FileStream _file;

    // Asking the stream for its handle costs a system call each time.
    private readonly SafeFileHandle _handle;
    private byte[] _buffer;
    private long _readOffset;

    public FileBlockInput(FileStream file, int bufferSize)
    {
        _file = file;
        _handle = file.SafeFileHandle;
        _buffer = ArrayPool<byte>.Shared.Rent(bufferSize);
    }

    public override void Dispose()
    {
        _file.Dispose();
        SetWindow([], 0, 0);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    protected override bool Refill(int count)
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
            int read = RandomAccess.Read(_handle, _buffer.AsSpan(held), _readOffset);
            if (read == 0)
                break;
            _readOffset += read;
            held += read;
        }

        return held;
    }
}
