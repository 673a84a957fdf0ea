using Falco.Core.Events;

namespace Falco.Drivers.Native.Ebpf;

/// <summary>How the kernel is watched. Checked by <see cref="KernelSource.Open"/>.</summary>
public sealed record KernelSourceOptions
{
    // An event has at most 65,535 bytes, of which the rest of it needs some.
    private const int MaxSnapLength = 65_000;

    /// <summary>The defaults.</summary>
    public static KernelSourceOptions Default { get; } = new();

    /// <summary>
    /// The system calls that are sent: these and no others, so that nobody pays for what nobody asked for. By default those that the picture of the
    /// host needs; <see cref="SyscallSelection.For"/> adds them to those that rules need.
    /// </summary>
    public SyscallSet Syscalls { get; init; } = SyscallSelection.Default.For(SyscallSet.Empty);

    /// <summary>Bytes of each ring: a power of two, at least two pages; 8 MiB, as in Falco. The kernel takes the memory at once and never swaps it.</summary>
    public int RingBytes { get; init; } = 8 << 20;

    /// <summary>
    /// Bytes of memory that events may take outside the rings while they are read more slowly than they come, all rings together: 64 MiB. Taken only when it
    /// is needed and given back afterwards; 0 means none. It bridges the first half second, in which the just-in-time compiler has not done its work yet, and
    /// other short delays; a reader that stays too slow, or that is held up for longer than a ring lasts, loses events all the same, and they are
    /// counted. A ring uses it once a quarter of the ring fits into what is left of it, so less than that is as good as none. Bytes of events count, not
    /// those of the pages that hold them.
    /// </summary>
    public long BacklogBytes { get; init; } = 64 << 20;

    /// <summary>CPUs that share a ring; 0 means one ring for all. More rings lose less in bursts, fewer take less memory.</summary>
    public int CpusPerRing { get; init; } = 1;

    /// <summary>Bytes that are kept of the data of each call (what it reads, writes, sends or receives), from 0 to 65,000.</summary>
    public int SnapLength { get; init; } = 80;

    /// <summary>
    /// Whether more than <see cref="SnapLength"/> is kept of traffic that is recognised by its ports or its first bytes: 2,000 bytes of HTTP, MySQL,
    /// PostgreSQL, MongoDB and statsd, 512 of DNS, 16,000 on <see cref="FullCapturePorts"/>.
    /// </summary>
    public bool DynamicSnapLength { get; init; }

    /// <summary>The first and the last of a range of ports, local or remote, whose traffic is kept up to 16,000 bytes a call; only with <see cref="DynamicSnapLength"/>.</summary>
    public (ushort First, ushort Last)? FullCapturePorts { get; init; }

    /// <summary>The remote port of statsd; only with <see cref="DynamicSnapLength"/>.</summary>
    public ushort StatsdPort { get; init; } = 8125;

    /// <summary>Whether calls that failed are left out, in the kernel. They are counted (<see cref="KernelStatistics.FailedCalls"/>).</summary>
    public bool DropFailedCalls { get; init; }

    /// <summary>
    /// Where the host's own root directory is seen from here, for a container that watches its host; empty where it is the own root. By default the
    /// environment variable <c>HOST_ROOT</c>.
    /// </summary>
    public string HostRoot { get; init; } = Environment.GetEnvironmentVariable("HOST_ROOT") ?? "";

    /// <summary>The name that the host goes by (<c>evt.hostname</c>); empty for its own. By default the environment variable <c>FALCO_HOSTNAME</c>.</summary>
    public string HostName { get; init; } = Environment.GetEnvironmentVariable("FALCO_HOSTNAME") ?? "";

    /// <summary>Whether the first picture of the host is read from <c>/proc</c> even where the kernel could tell it faster (BPF iterators).</summary>
    public bool DisableIterators { get; init; }

    /// <summary>
    /// Whether the first picture of the host is left out, and with it the lookup of single threads later: for a program that wants nothing but the events.
    /// A <c>/proc</c> of the host is not needed then.
    /// </summary>
    public bool SkipHostTables { get; init; }

    /// <summary>Whether every program is loaded as a plain raw tracepoint, as for a kernel that does not type them; for tests of that way.</summary>
    internal bool WithoutTypedTracepoints { get; init; }

    /// <exception cref="ArgumentException">An option is missing.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range; the message names it.</exception>
    internal static void Check(KernelSourceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options.Syscalls, nameof(options));
        ArgumentNullException.ThrowIfNull(options.HostRoot, nameof(options));
        ArgumentNullException.ThrowIfNull(options.HostName, nameof(options));
        int leastRing = 2 * Environment.SystemPageSize;
        Require(
            int.IsPow2(options.RingBytes) && options.RingBytes >= leastRing,
            $"{nameof(RingBytes)} is {options.RingBytes}; it must be a power of two, at least {leastRing}.");
        Require(options.BacklogBytes >= 0, $"{nameof(BacklogBytes)} is {options.BacklogBytes}; it must not be negative.");
        Require(options.CpusPerRing >= 0, $"{nameof(CpusPerRing)} is {options.CpusPerRing}; it must not be negative.");
        Require(
            options.SnapLength is >= 0 and <= MaxSnapLength,
            $"{nameof(SnapLength)} is {options.SnapLength}; it must be from 0 to {MaxSnapLength}.");
        Require(
            options.FullCapturePorts is not { } ports || (ports.First <= ports.Last && ports.Last > 0),
            $"{nameof(FullCapturePorts)} is {options.FullCapturePorts}; the first port must not be above the last, nor the last be 0.");

        static void Require(bool holds, FormattableString message)
        {
            if (!holds)
                throw new ArgumentOutOfRangeException(nameof(options), FormattableString.Invariant(message));
        }
    }
}
