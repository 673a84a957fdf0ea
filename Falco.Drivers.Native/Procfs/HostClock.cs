using Falco.Drivers.Native.Linux;

namespace Falco.Drivers.Native.Procfs;

/// <summary>When the host was booted, as its /proc tells: start times there count from that moment.</summary>
internal static class HostClock
{
    private const ulong Second = 1_000_000_000;

    /// <summary>Finds the time of boot, nanoseconds since the Unix epoch; 0 if /proc does not tell.</summary>
    /// <remarks>
    /// <c>btime</c> counts whole seconds. The machine's clock tells the same time exactly; where it disagrees, /proc is not that of this
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
        ulong exact = KernelClock.BootTime;
        ulong distance = exact > wholeSeconds ? exact - wholeSeconds : wholeSeconds - exact;
        return distance <= Second ? exact : wholeSeconds;
    }
}
