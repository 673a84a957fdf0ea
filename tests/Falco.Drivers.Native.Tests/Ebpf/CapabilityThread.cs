using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Falco.Drivers.Native.Ebpf.Kernel;

namespace Falco.Drivers.Native.Tests.Ebpf;

/// <summary>Runs code on a thread of its own that has only some capabilities: they belong to threads, so the process keeps its own.</summary>
internal static unsafe class CapabilityThread
{
    private const uint Version3 = 0x20080522;

    public static void Run(ulong capabilities, Action action)
    {
        ExceptionDispatchInfo? failure = null;
        Thread thread = new(() =>
        {
            try
            {
                Restrict(capabilities);
                action();
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        });
        thread.Start();
        thread.Join();
        failure?.Throw();
    }

    private static void Restrict(ulong capabilities)
    {
        uint* header = stackalloc uint[2] { Version3, 0 };
        uint low = (uint)capabilities;
        uint high = (uint)(capabilities >> 32);

        // Effective, permitted, inheritable: first the low words, then the high ones.
        uint* data = stackalloc uint[6] { low, low, 0, high, high, 0 };
        nint number = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 126 : 91;
        Assert.Equal(0, LibC.SystemCall(number, (nint)header, data, 0));
    }
}
