using System.Runtime.InteropServices;

namespace Falco.Drivers.Native.Ebpf.Kernel;

/// <summary>Memory that is mapped: that of a map, shared with the kernel, or fresh memory of this process. Whoever holds an address of it must keep it from being disposed meanwhile.</summary>
internal sealed class MappedMemory : SafeHandle
{
    private MappedMemory(nint address, nuint length)
        : base(-1, ownsHandle: true)
    {
        SetHandle(address);
        Length = length;
    }

    public override bool IsInvalid => handle == -1;

    public nint Address => handle;

    public nuint Length { get; }

    /// <exception cref="EbpfException">The kernel refused.</exception>
    public static MappedMemory Map(BpfHandle source, nuint offset, nuint length, bool isWritable)
    {
        using BpfHandle.Lease lease = source.Borrow();
        int protection = LibC.ProtectRead | (isWritable ? LibC.ProtectWrite : 0);
        nint address = LibC.MapMemory(0, length, protection, LibC.MapShared, lease.Descriptor, (long)offset);
        if (address == -1)
            throw Refusal.Explain("mapping the memory of a map", Marshal.GetLastPInvokeError());
        return new MappedMemory(address, length);
    }

    /// <summary>Takes fresh memory from the system: zeros, which cost nothing before they are touched.</summary>
    /// <returns>The memory, or <see langword="null"/> if the system has none.</returns>
    public static MappedMemory? TryReserve(nuint length)
    {
        nint address = LibC.MapMemory(0, length, LibC.ProtectRead | LibC.ProtectWrite, LibC.MapPrivate | LibC.MapAnonymous, -1, 0);
        return address == -1 ? null : new MappedMemory(address, length);
    }

    protected override bool ReleaseHandle() => LibC.UnmapMemory(handle, Length) == 0;
}
