using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Falco.Outputs.Delivery.Spooling;

/// <summary>Forces the entries of a folder to the disk, without which a new file may be gone after a power cut. The base library cannot.</summary>
internal static partial class FolderFlush
{
    // O_RDONLY | O_CLOEXEC, the same on x86-64 and arm64.
    private const int OpenFlags = 0x80000;

    public static void Flush(string folder)
    {
        if (!OperatingSystem.IsLinux())
            return;
        using SafeFileHandle handle = Open(folder, OpenFlags);
        if (handle.IsInvalid || Synchronize(handle) != 0)
            throw new IOException($"The folder '{folder}' cannot be forced to the disk: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Synchronize(SafeFileHandle handle);
}
