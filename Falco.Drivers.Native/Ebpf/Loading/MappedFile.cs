using System.Buffers;
using Falco.Drivers.Native.Ebpf.Kernel;
using Microsoft.Win32.SafeHandles;

namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>
/// A file of the kernel's as memory, without a copy. It is unmapped by <see cref="IDisposable.Dispose"/> alone, never by a
/// finalizer: a span of it does not keep it alive.
/// </summary>
internal sealed unsafe class MappedFile : MemoryManager<byte>
{
    private readonly int _length;
    private nint _address;

    private MappedFile(nint address, int length)
    {
        _address = address;
        _length = length;
    }

    /// <returns>The file, or <see langword="null"/> if it cannot be mapped.</returns>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be opened.</exception>
    public static MappedFile? TryMap(string path)
    {
        using SafeFileHandle file = File.OpenHandle(path);
        long length = RandomAccess.GetLength(file);
        if (length is <= 0 or > int.MaxValue)
            return null;
        nint address = LibC.MapMemory(0, (nuint)length, LibC.ProtectRead, LibC.MapPrivate, (int)file.DangerousGetHandle(), 0);
        return address == -1 ? null : new MappedFile(address, (int)length);
    }

    // The mapping has _length bytes until it is disposed.
    public override Span<byte> GetSpan()
    {
        ObjectDisposedException.ThrowIf(_address == 0, this);
        return new Span<byte>((void*)_address, _length);
    }

    public override MemoryHandle Pin(int elementIndex = 0) => new((void*)(_address + elementIndex));

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (_address != 0)
            _ = LibC.UnmapMemory(_address, (nuint)_length);
        _address = 0;
    }
}
