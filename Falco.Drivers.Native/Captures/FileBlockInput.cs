using Microsoft.Win32.SafeHandles;

namespace Falco.Drivers.Native.Captures;

/// <summary>A plain capture file, read sequentially.</summary>
/// <remarks>The file is never mapped: if it shrank while it is read, a mapping would end the host's process.</remarks>
internal sealed class FileBlockInput : BufferedBlockInput
{
    private readonly FileStream _file;

    // Asking the stream for its handle costs a system call each time.
    private readonly SafeFileHandle _handle;
    private long _readOffset;

    public FileBlockInput(FileStream file, int bufferSize)
        : base(bufferSize)
    {
        _file = file;
        _handle = file.SafeFileHandle;
    }

    public override void Dispose()
    {
        _file.Dispose();
        base.Dispose();
    }

    protected override int Read(Span<byte> target)
    {
        int read = RandomAccess.Read(_handle, target, _readOffset);
        _readOffset += read;
        return read;
    }
}
