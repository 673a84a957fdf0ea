using System.Text;
using Falco.Core.Streams;

namespace Falco.Drivers.Native.Procfs;

/// <summary>Reads what the machine is like.</summary>
internal static class MachineScan
{
    private const ulong Kibibyte = 1024;

    /// <summary>Delivers the machine.</summary>
    /// <param name="proc">The host's /proc.</param>
    /// <param name="boot">When it was booted.</param>
    /// <param name="hostName">The name to go by; empty for the one that the machine has.</param>
    /// <param name="tables">Receives it.</param>
    public static void Run(ProcDirectory proc, HostBoot boot, string hostName, IHostTableObserver tables)
    {
        using LineReader lines = new(4 * 1024);
        Span<byte> name = stackalloc byte[256];
        Span<byte> release = stackalloc byte[256];
        Span<byte> largest = stackalloc byte[32];
        _ = FieldCursor.TryParse(ReadLine(proc, "sys/kernel/pid_max"u8, largest), out ulong maxProcessId);
        ReadOnlySpan<byte> hostNameBytes = hostName.Length > 0
            ? Encoding.UTF8.GetBytes(hostName)
            : ReadLine(proc, "sys/kernel/hostname"u8, name);
        tables.OnMachine(new MachineEntry
        {
            CpuCount = CountCpus(proc, lines),
            MemorySize = ReadMemorySize(proc, lines),
            MaxProcessId = maxProcessId,
            HostName = hostNameBytes,
            BootTime = boot.Time,
            KernelRelease = ReadLine(proc, "sys/kernel/osrelease"u8, release),
        });
    }

    private static ReadOnlySpan<byte> ReadLine(ProcDirectory proc, ReadOnlySpan<byte> file, Span<byte> buffer) =>
        buffer[..Math.Max(proc.Read(file, buffer), 0)].TrimEnd((byte)'\n');

    /// <summary>Counts the processors that are on; those that this process may use are often fewer.</summary>
    private static uint CountCpus(ProcDirectory proc, LineReader lines)
    {
        uint count = 0;
        if (lines.Open(proc, "stat"u8) < 0)
            return count;
        while (lines.TryRead(out ReadOnlySpan<byte> line))
        {
            if (line.StartsWith("cpu"u8) && line.Length > 3 && line[3] is >= (byte)'0' and <= (byte)'9')
                count++;
        }

        return count;
    }

    private static ulong ReadMemorySize(ProcDirectory proc, LineReader lines)
    {
        if (lines.Open(proc, "meminfo"u8) < 0)
            return 0;
        while (lines.TryRead(out ReadOnlySpan<byte> line))
        {
            FieldCursor fields = new(line);
            if (fields.Take().SequenceEqual("MemTotal:"u8) && fields.TryTakeUInt64(out ulong size))
                return size * Kibibyte;
        }

        return 0;
    }
}
