using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Falco.Drivers.Native.Linux;

namespace Falco.Drivers.Native.Ebpf.Kernel;

/// <summary>The bpf(2) system call.</summary>
internal static unsafe class BpfSystem
{
    // Neither C library has a function for it.
    private static readonly nint Number = RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 321,
        Architecture.Arm64 => 280,
        _ => -1,
    };

    /// <summary>Makes the call. The error is the kernel's number, or 0.</summary>
    /// <returns>The kernel's result; negative if it failed.</returns>
    public static int Call<T>(BpfCommand command, ref T attributes, out int error)
        where T : unmanaged
    {
        // The argument lives on the caller's stack or is pinned here; the kernel copies it during the call.
        fixed (T* pointer = &attributes)
        {
            nint result;
            do
            {
                result = LibC.SystemCall(Number, (nint)command, pointer, Unsafe.SizeOf<T>());
                error = result < 0 ? Marshal.GetLastPInvokeError() : 0;
            }
            while (error == ErrorNumber.Interrupted);
            return (int)result;
        }
    }

    /// <summary>Makes a call that returns a new descriptor.</summary>
    /// <exception cref="EbpfException">The kernel refused.</exception>
    public static BpfHandle Open<T>(BpfCommand command, ref T attributes, string action)
        where T : unmanaged
    {
        int descriptor = Call(command, ref attributes, out int error);
        return descriptor >= 0 ? new BpfHandle(descriptor) : throw Refusal.Explain(action, error);
    }

    /// <summary>Lets the process lock memory: kernels before 5.11 count maps and programs against that limit.</summary>
    public static void RaiseLockedMemoryLimit()
    {
        // Without the right to raise it the default may still do, so a failure is not one.
        ulong* unlimited = stackalloc ulong[2] { ulong.MaxValue, ulong.MaxValue };
        _ = LibC.SetLimit(LibC.LimitLockedMemory, unlimited);
    }
}
