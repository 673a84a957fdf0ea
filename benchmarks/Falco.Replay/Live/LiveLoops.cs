using System.Runtime.InteropServices;

namespace Falco.Replay.Live;

/// <summary>The loops whose slowdown is measured, as raw as .NET can make them, on one CPU.</summary>
internal static unsafe partial class LiveLoops
{
    private const int ReadNumber = 0;
    private const int CloseNumber = 3;
    private const int ParentNumber = 110;
    private const int OpenAtNumber = 257;
    private const int CurrentDirectory = -100;
    private const int ThreadProcessorTime = 3;
    private const int Children = -1;

    /// <summary>The loops by name: each makes so many rounds.</summary>
    public static (string Name, int Rounds, Action<int> Run)[] All { get; } =
    [
        ("getppid", 400_000, Parents),
        ("read of one byte", 400_000, Reads),
        ("openat + close", 300_000, Opens),
        ("fork + exec + wait", 200, Programs),
    ];

    /// <summary>Binds the calling thread to a CPU.</summary>
    public static void Pin(int cpu)
    {
        ulong mask = 1UL << cpu;
        if (SetAffinity(0, sizeof(ulong), &mask) != 0)
            throw new InvalidOperationException("the thread cannot be bound to a CPU");
    }

    /// <summary>
    /// Nanoseconds of the calling thread's processor time for a round, the kernel's part and that of its children that have ended included:
    /// what others do on the machine meanwhile does not count.
    /// </summary>
    public static double Time(int rounds, Action<int> run)
    {
        double start = ProcessorTime();
        run(rounds);
        return (ProcessorTime() - start) / rounds;
    }

    private static double ProcessorTime()
    {
        Moment own;
        long* usage = stackalloc long[18];
        if (ReadClock(ThreadProcessorTime, &own) != 0 || ReadUsage(Children, usage) != 0)
            throw new InvalidOperationException("the processor time cannot be read");

        // The usage begins with the user's and the system's time, each in seconds and microseconds.
        return (own.Seconds * 1e9) + own.Nanoseconds + ((usage[0] + usage[2]) * 1e9) + ((usage[1] + usage[3]) * 1e3);
    }

    private static void Parents(int rounds)
    {
        for (int i = 0; i < rounds; i++)
            _ = Call(ParentNumber, 0, 0, 0, 0);
    }

    private static void Reads(int rounds)
    {
        byte buffer;
        fixed (byte* path = "/dev/zero\0"u8)
        {
            nint file = Call(OpenAtNumber, CurrentDirectory, (nint)path, 0, 0);
            for (int i = 0; i < rounds; i++)
                _ = Call(ReadNumber, file, (nint)(&buffer), 1, 0);
            _ = Call(CloseNumber, file, 0, 0, 0);
        }
    }

    private static void Opens(int rounds)
    {
        fixed (byte* path = "/etc/hostname\0"u8)
        {
            for (int i = 0; i < rounds; i++)
                _ = Call(CloseNumber, Call(OpenAtNumber, CurrentDirectory, (nint)path, 0, 0), 0, 0, 0);
        }
    }

    private static void Programs(int rounds)
    {
        fixed (byte* path = "/bin/true\0"u8)
        {
            byte** arguments = stackalloc byte*[2] { path, null };
            byte** environment = stackalloc byte*[1] { null };
            for (int i = 0; i < rounds; i++)
            {
                int child;
                int status;
                if (Spawn(&child, path, null, null, arguments, environment) != 0 || Wait(child, &status, 0) != child)
                    throw new InvalidOperationException("/bin/true cannot be run");
            }
        }
    }

    // So short that the collector need not know of it.
    [LibraryImport("libc", EntryPoint = "syscall")]
    [SuppressGCTransition]
    private static partial nint Call(nint number, nint first, nint second, nint third, nint fourth);

    [LibraryImport("libc", EntryPoint = "posix_spawn")]
    private static partial int Spawn(int* child, byte* path, void* actions, void* attributes, byte** arguments, byte** environment);

    [LibraryImport("libc", EntryPoint = "waitpid")]
    private static partial int Wait(int child, int* status, int options);

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ReadClock(int clock, Moment* moment);

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int ReadUsage(int who, long* usage);

    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    private static partial int SetAffinity(int thread, nint size, ulong* mask);

    [StructLayout(LayoutKind.Sequential)]
    private struct Moment
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
