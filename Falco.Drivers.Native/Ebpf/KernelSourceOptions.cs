using Falco.Core.Events;

namespace Falco.Drivers.Native.Ebpf;

/// <summary>How the kernel is watched.</summary>
public sealed record KernelSourceOptions
{
    /// <summary>The defaults.</summary>
    public static KernelSourceOptions Default { get; } = new();

    /// <summary>
    /// The system calls that are sent; by default those that the picture of the host needs. A rule engine names what its rules need;
    /// see <see cref="SyscallSelection"/>. No event of another call reaches a ring.
    /// </summary>
    public SyscallSet Syscalls { get; init; } = SyscallSelection.Default.For(SyscallSet.Empty);

    /// <summary>Bytes of each ring: a power of two, at least two pages. 8 MiB as the reference.</summary>
    public int RingBytes { get; init; } = 8 << 20;

    /// <summary>CPUs that share a ring; 0 means one ring for all.</summary>
    public int CpusPerRing { get; init; } = 1;

    /// <summary>Bytes that are kept of what calls read and write, at most 65,000.</summary>
    public int SnapLength { get; init; } = 80;

    /// <summary>Whether more is kept of traffic that is recognised by its port or its first bytes (DNS, HTTP, databases).</summary>
    public bool DynamicSnapLength { get; init; }

    /// <summary>Ports whose traffic is kept whole, first and last one.</summary>
    public (ushort First, ushort Last)? FullCapturePorts { get; init; }

    /// <summary>The port of statsd, whose traffic is kept longer.</summary>
    public ushort StatsdPort { get; init; } = 8125;

    /// <summary>Whether calls that failed are left out, in the kernel.</summary>
    public bool DropFailedCalls { get; init; }

    /// <summary>Where the host's own root directory is seen from here: for a container that watches its host. By default the environment variable <c>HOST_ROOT</c>.</summary>
    public string HostRoot { get; init; } = Environment.GetEnvironmentVariable("HOST_ROOT") ?? "";

    /// <summary>The name that the host goes by (<c>evt.hostname</c>); by default the environment variable <c>FALCO_HOSTNAME</c>, else its own.</summary>
    public string HostName { get; init; } = Environment.GetEnvironmentVariable("FALCO_HOSTNAME") ?? "";

    /// <summary>Whether the first picture of the host is read from <c>/proc</c> even where the kernel could tell it faster (BPF iterators).</summary>
    public bool DisableIterators { get; init; }

    /// <summary>Whether the first picture of the host is left out: for a program that wants nothing but the events.</summary>
    public bool SkipHostTables { get; init; }

    /// <summary>Whether every program is loaded as a plain raw tracepoint, as for a kernel that does not type them; for tests of that way.</summary>
    internal bool WithoutTypedTracepoints { get; init; }
}
