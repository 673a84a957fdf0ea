namespace Falco.Drivers.Native.Procfs;

/// <summary>The start of the host.</summary>
/// <param name="Time">When the machine was booted, nanoseconds since the Unix epoch.</param>
/// <param name="InitStart">When the first process started; 0 if it cannot be told.</param>
internal sealed record HostBoot(ulong Time, ulong InitStart)
{
    public static HostBoot Read(ProcDirectory proc)
    {
        Span<byte> text = stackalloc byte[1024];
        ulong boot = HostClock.FindBootTime(proc);
        int length = proc.Read("1/stat"u8, text);
        return ThreadStat.TryParse(text[..Math.Max(length, 0)], out ThreadStat init)
            ? new HostBoot(boot, boot + init.StartTime)
            : new HostBoot(boot, 0);
    }
}
