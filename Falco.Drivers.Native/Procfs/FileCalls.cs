using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Falco.Drivers.Native.Linux;

namespace Falco.Drivers.Native.Procfs;

/// <summary>
/// The few file calls that reading /proc is made of. Results are those of the kernel: not negative, or a negated error number.
/// </summary>
/// <remarks>
/// Files of /proc are small and many: streams and strings would cost more than the reading. Paths come as bytes and are relative to an open
/// directory, which also pins the process: a number that is used again in the meantime does not mix two processes up.
/// </remarks>
internal static unsafe partial class FileCalls
{
    /// <summary>Paths are relative to the current directory, or absolute.</summary>
    public const int CurrentDirectory = -100;

    private const int MaxPath = 4096;
    private const int ReadOnlyCloseOnExec = 0x80000;
    private const int FollowLinks = 0;

    // Attributes that the kernel knows already: a file on a server that is gone must not hold the scan up.
    private const int DoNotAskServer = 0x4000;
    private const int DoNotFollowLinks = 0x100;

    private static readonly bool IsArm64 = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;
    private static readonly int DirectoryOnly = IsArm64 ? 0x4000 : 0x10000;
    private static readonly nint StatxNumber = IsArm64 ? 291 : 332;
    private static readonly nint GetDirectoryEntriesNumber = IsArm64 ? 61 : 217;

    /// <summary>Opens a file for reading.</summary>
    public static int OpenFile(int directory, ReadOnlySpan<byte> path) => Open(directory, path, ReadOnlyCloseOnExec);

    /// <summary>Opens a directory.</summary>
    public static int OpenDirectory(int directory, ReadOnlySpan<byte> path) => Open(directory, path, ReadOnlyCloseOnExec | DirectoryOnly);

    public static int Read(int descriptor, Span<byte> buffer)
    {
        // The buffer is pinned while the kernel writes, and the kernel writes no more than its length.
        fixed (byte* start = buffer)
        {
            while (true)
            {
                nint count = ReadCall(descriptor, start, (nuint)buffer.Length);
                if (count >= 0)
                    return (int)count;
                int error = Marshal.GetLastPInvokeError();
                if (error != ErrorNumber.Interrupted)
                    return -error;
            }
        }
    }

    /// <summary>Reads the target of a symbolic link; a target that is longer than the buffer is cut.</summary>
    [SkipLocalsInit]
    public static int ReadLink(int directory, ReadOnlySpan<byte> path, Span<byte> target)
    {
        byte* terminated = stackalloc byte[MaxPath];
        if (!TryTerminate(path, terminated))
            return -ErrorNumber.NameTooLong;
        fixed (byte* start = target)
        {
            nint count = ReadLinkAt(directory, terminated, start, (nuint)target.Length);
            return count >= 0 ? (int)count : -Marshal.GetLastPInvokeError();
        }
    }

    /// <summary>Reads what a file system knows of a file.</summary>
    [SkipLocalsInit]
    public static int ReadStatus(int directory, ReadOnlySpan<byte> path, bool followLinks, out FileStatus status)
    {
        status = default;
        byte* terminated = stackalloc byte[MaxPath];
        if (!TryTerminate(path, terminated))
            return -ErrorNumber.NameTooLong;

        // The kernel writes the whole of the structure, which never grows beyond this size.
        byte* bytes = stackalloc byte[FileStatus.Size];
        int flags = DoNotAskServer | (followLinks ? FollowLinks : DoNotFollowLinks);
        nint result = SystemCall(StatxNumber, directory, (nint)terminated, flags, (nint)FileStatus.WantedFields, (nint)bytes);
        if (result < 0)
            return -Marshal.GetLastPInvokeError();
        status = FileStatus.Decode(new ReadOnlySpan<byte>(bytes, FileStatus.Size));
        return 0;
    }

    /// <summary>Reads the next entries of an open directory.</summary>
    public static int ReadEntries(int directory, Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            nint count = SystemCall(GetDirectoryEntriesNumber, directory, (nint)start, buffer.Length, 0, 0);
            return count >= 0 ? (int)count : -Marshal.GetLastPInvokeError();
        }
    }

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(int descriptor);

    [SkipLocalsInit]
    private static int Open(int directory, ReadOnlySpan<byte> path, int flags)
    {
        byte* terminated = stackalloc byte[MaxPath];
        if (!TryTerminate(path, terminated))
            return -ErrorNumber.NameTooLong;
        while (true)
        {
            int descriptor = OpenAt(directory, terminated, flags);
            if (descriptor >= 0)
                return descriptor;
            int error = Marshal.GetLastPInvokeError();
            if (error != ErrorNumber.Interrupted)
                return -error;
        }
    }

    /// <summary>Copies a path and ends it by a NUL.</summary>
    /// <param name="path">The path.</param>
    /// <param name="terminated">Room for <see cref="MaxPath"/> bytes.</param>
    private static bool TryTerminate(ReadOnlySpan<byte> path, byte* terminated)
    {
        if (path.Length >= MaxPath)
            return false;
        path.CopyTo(new Span<byte>(terminated, MaxPath));
        terminated[path.Length] = 0;
        return true;
    }

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true)]
    private static partial int OpenAt(int directory, byte* path, int flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint ReadCall(int descriptor, byte* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "readlinkat", SetLastError = true)]
    private static partial nint ReadLinkAt(int directory, byte* path, byte* target, nuint size);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(nint number, nint first, nint second, nint third, nint fourth, nint fifth);
}
