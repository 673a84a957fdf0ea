using System.Runtime.InteropServices;

namespace Falco.Drivers.Native.Linux;

/// <summary>
/// The clock of the machine: nanoseconds since it started, sleep included, on top of the time at which it started. The probe stamps its events by it,
/// and start times in /proc count from its beginning.
/// </summary>
internal static partial class KernelClock
{
    private const int RealTime = 0;
    private const int SinceBoot = 7;

    /// <summary>Nanoseconds from the Unix epoch to the start of the machine, by the wall clock of now.</summary>
    public static ulong BootTime
    {
        get
        {
            // The two clocks cannot be read at once: the closest of some pairs is taken.
            ulong best = 0;
            ulong shortest = ulong.MaxValue;
            for (int i = 0; i < 8; i++)
            {
                ulong before = Read(SinceBoot);
                ulong now = Read(RealTime);
                ulong after = Read(SinceBoot);
                if (after - before < shortest)
                    (shortest, best) = (after - before, now - (before + ((after - before) / 2)));
            }

            return best;
        }
    }

    /// <summary>Nanoseconds since the machine started.</summary>
    public static ulong Now => Read(SinceBoot);

    private static unsafe ulong Read(int clock)
    {
        long* time = stackalloc long[2];
        _ = GetTime(clock, time);
        return ((ulong)time[0] * 1_000_000_000) + (ulong)time[1];
    }

    // Seconds and nanoseconds, 64 bits each on both architectures. Cannot fail for these clocks.
    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static unsafe partial int GetTime(int clock, long* time);
}
