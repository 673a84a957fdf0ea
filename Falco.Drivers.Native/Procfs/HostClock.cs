using System.Runtime.InteropServices;

namespace Falco.Drivers.Native.Procfs;

/// <summary>When the machine was booted: start times in /proc count from there.</summary>
internal static partial class HostClock
{
    private const int RealTime = 0;
    private const int SinceBoot = 7;
    private const ulong Second = 1_000_000_000;

    /// <summary>Finds the time of boot, nanoseconds since the Unix epoch; 0 if /proc does not tell.</summary>
    /// <remarks>
    /// <c>btime</c> counts whole seconds. The clocks tell the same time exactly; where they disagree with it, /proc is not that of this
    /// machine, and it is /proc that the start times come from.
    /// </remarks>
    public static ulong FindBootTime(ProcDirectory proc)
    {
        using LineReader lines = new(4 * 1024);
        if (lines.Open(proc, "stat"u8) < 0)
            return 0;
        while (lines.TryRead(out ReadOnlySpan<byte> line))
        {
            FieldCursor fields = new(line);
            if (fields.Take().SequenceEqual("btime"u8) && fields.TryTakeUInt64(out ulong seconds))
                return Refine(seconds * Second);
        }

        return 0;
    }

    private static ulong Refine(ulong wholeSeconds)
    {
        if (ReadClock(RealTime, out TimeSpec now) != 0 || ReadClock(SinceBoot, out TimeSpec uptime) != 0)
            return wholeSeconds;
        ulong exact = now.Nanoseconds - uptime.Nanoseconds;
        ulong distance = exact > wholeSeconds ? exact - wholeSeconds : wholeSeconds - exact;
        return distance <= Second ? exact : wholeSeconds;
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ReadClock(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct TimeSpec
    {
        private readonly long _seconds;
        private readonly long _fraction;

        public ulong Nanoseconds => (ulong)_seconds * Second + (ulong)_fraction;
    }
}
