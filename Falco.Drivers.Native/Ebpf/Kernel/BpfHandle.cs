using System.Runtime.InteropServices;

namespace Falco.Drivers.Native.Ebpf.Kernel;

/// <summary>Owns one descriptor of the kernel's: a map, program, link, iterator or description of types.</summary>
internal sealed class BpfHandle : SafeHandle
{
    public BpfHandle(int descriptor)
        : base(-1, ownsHandle: true)
    {
        SetHandle(descriptor);
    }

    public override bool IsInvalid => handle < 0;

    /// <summary>Keeps the descriptor open until the lease is disposed, whatever another thread does.</summary>
    public Lease Borrow() => new(this);

    protected override bool ReleaseHandle() => LibC.Close((int)handle) == 0;

    public readonly ref struct Lease
    {
        private readonly BpfHandle _owner;

        public Lease(BpfHandle owner)
        {
            bool isTaken = false;
            owner.DangerousAddRef(ref isTaken);
            _owner = owner;
        }

        public int Descriptor => (int)_owner.handle;

        // A default lease holds nothing.
        public void Dispose() => _owner?.DangerousRelease();
    }
}
