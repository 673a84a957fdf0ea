using System.Runtime.InteropServices;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>System calls of this thread, as raw as they are.</summary>
internal static partial class NativeCall
{
    /// <summary>Makes a call with six arguments.</summary>
    /// <returns>The result, or the negative error number: what the kernel returned.</returns>
    public static nint Make(int number, ReadOnlySpan<nint> arguments)
    {
        nint result = Invoke(number, arguments[0], arguments[1], arguments[2], arguments[3], arguments[4], arguments[5]);
        return result == -1 ? -Marshal.GetLastPInvokeError() : result;
    }

    /// <summary>Makes a call that the test needs, and that must succeed.</summary>
    public static nint Succeed(string name, params ReadOnlySpan<nint> arguments)
    {
        Span<nint> padded = stackalloc nint[6];
        arguments.CopyTo(padded);
        nint result = Make(Falco.Core.Events.EventSchema.FindSyscall(name)!.X64Number, padded);
        Assert.True(result >= 0, $"{name} fails with {result}");
        return result;
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Invoke(nint number, nint first, nint second, nint third, nint fourth, nint fifth, nint sixth);
}
