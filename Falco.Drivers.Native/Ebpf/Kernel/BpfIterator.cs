using System.Runtime.InteropServices;
using Falco.Drivers.Native.Linux;

namespace Falco.Drivers.Native.Ebpf.Kernel;

/// <summary>One walk of an attached iterator program over its objects: what the program writes is read here.</summary>
internal sealed unsafe class BpfIterator : IDisposable
{
    private readonly BpfHandle _handle;

    private BpfIterator(BpfHandle handle)
    {
        _handle = handle;
    }

    /// <exception cref="EbpfException">The kernel refused.</exception>
    public static BpfIterator Start(BpfHandle link)
    {
        using BpfHandle.Lease lease = link.Borrow();
        BpfAttributes.IteratorCreate attributes = new() { Link = lease.Descriptor };
        return new BpfIterator(BpfSystem.Open(BpfCommand.IteratorCreate, ref attributes, "starting an iterator"));
    }

    /// <returns>How many bytes were read; 0 at the end of the walk.</returns>
    public int Read(Span<byte> buffer)
    {
        using BpfHandle.Lease lease = _handle.Borrow();
        fixed (byte* pointer = buffer)
        {
            while (true)
            {
                nint read = LibC.Read(lease.Descriptor, pointer, (nuint)buffer.Length);
                if (read >= 0)
                    return (int)read;

                // The kernel pauses a walk over many objects that wrote nothing.
                int error = Marshal.GetLastPInvokeError();
                if (error is not (ErrorNumber.Interrupted or ErrorNumber.TryAgain))
                    throw Refusal.Explain("reading from an iterator", error);
            }
        }
    }

    public void Dispose() => _handle.Dispose();
}
