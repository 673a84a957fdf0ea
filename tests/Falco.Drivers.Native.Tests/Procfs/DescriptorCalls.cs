using System.Runtime.InteropServices;

namespace Falco.Drivers.Native.Tests.Procfs;

/// <summary>Makes descriptors of kinds that the class library has no means for.</summary>
internal static partial class DescriptorCalls
{
    public const int CloseOnExec = 0x80000;

    [LibraryImport("libc", EntryPoint = "memfd_create", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int MemFd(string name, uint flags);

    [LibraryImport("libc", EntryPoint = "eventfd")]
    public static partial int Event(uint value, int flags);

    [LibraryImport("libc", EntryPoint = "epoll_create1")]
    public static partial int EventPoll(int flags);

    [LibraryImport("libc", EntryPoint = "inotify_init1")]
    public static partial int Inotify(int flags);

    [LibraryImport("libc", EntryPoint = "timerfd_create")]
    public static partial int Timer(int clock, int flags);

    [LibraryImport("libc", EntryPoint = "pipe2")]
    public static partial int Pipe(Span<int> ends, int flags);

    [LibraryImport("libc", EntryPoint = "socket")]
    public static partial int Socket(int domain, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "bind")]
    public static partial int Bind(int socket, ReadOnlySpan<byte> address, uint length);

    [LibraryImport("libc", EntryPoint = "mkfifo", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int MakeFifo(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint EffectiveUser();

    [LibraryImport("libc", EntryPoint = "getsid")]
    public static partial int Session(int processId);

    [LibraryImport("libc", EntryPoint = "getppid")]
    public static partial int Parent();

    /// <summary>The number of <c>pidfd_open</c> is the same on every architecture.</summary>
    [LibraryImport("libc", EntryPoint = "syscall")]
    public static partial nint SystemCall(nint number, nint first, nint second);
}
