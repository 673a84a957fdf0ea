using System.ComponentModel.DataAnnotations;
using Falco.Core.Events;
using Falco.Core.State;
using Falco.Drivers.Native.Ebpf;
using Falco.Hosting.Validation;

namespace Falco.Hosting;

/// <summary>How the kernel of this machine is watched. Read when the engine starts.</summary>
public sealed class KernelWatchOptions
{
    /// <summary>Whether it is watched at all; <see cref="FalcoBuilder.FromKernel"/> switches it on.</summary>
    public bool Enabled { get; set; }

    /// <summary>
    /// Whether the engine starts without it where the kernel refuses (no Linux, no rights, too old). The refusal is logged and degrades the health check. By
    /// default the engine does not start then.
    /// </summary>
    public bool Optional { get; set; }

    /// <summary>Bytes of each ring buffer: a power of two.</summary>
    [Range(8192, 1 << 30)]
    [PowerOfTwo]
    public int RingBytes { get; set; } = KernelSourceOptions.Default.RingBytes;

    /// <summary>Bytes that events may take outside the rings while they are read more slowly than they come.</summary>
    [Range(0, long.MaxValue)]
    public long BacklogBytes { get; set; } = KernelSourceOptions.Default.BacklogBytes;

    /// <summary>CPUs that share a ring; 0 means one ring for all.</summary>
    [Range(0, 1 << 16)]
    public int CpusPerRing { get; set; } = KernelSourceOptions.Default.CpusPerRing;

    /// <summary>Bytes that are kept of the data of each call.</summary>
    [Range(0, 65_000)]
    public int SnapLength { get; set; } = KernelSourceOptions.Default.SnapLength;

    /// <summary>Whether calls that failed are left out, in the kernel.</summary>
    public bool DropFailedCalls { get; set; }

    /// <summary>Where the host's own root directory is seen from here; by default the environment variable <c>HOST_ROOT</c>.</summary>
    public string HostRoot { get; set; } = KernelSourceOptions.Default.HostRoot;

    /// <summary>Whether hosts that conditions name (<c>fd.sip.name</c>) are looked up, in the background.</summary>
    public bool ResolveHostNames { get; set; } = true;

    /// <summary>
    /// Whether the container runtimes of this machine are asked, over their sockets, for what rules may want to know of containers: images, mounts, labels, pods.
    /// </summary>
    public bool AskContainerRuntimes { get; set; } = true;

    /// <summary>
    /// How long the first events of a container, and with them all after, may wait for what its runtime says; zero, by default, means not at all: then the
    /// first processes of a container may be judged by its id alone.
    /// </summary>
    [Duration(0, 10)]
    public TimeSpan ContainerWait { get; set; }

    /// <summary>No more threads are recorded than these.</summary>
    [Range(1, int.MaxValue)]
    public int MaxThreads { get; set; } = HostStateOptions.Default.MaxThreads;

    internal KernelSourceOptions ToSourceOptions(SyscallSet rules) => new()
    {
        Syscalls = SyscallSelection.Default.For(rules),
        RingBytes = RingBytes,
        BacklogBytes = BacklogBytes,
        CpusPerRing = CpusPerRing,
        SnapLength = SnapLength,
        DropFailedCalls = DropFailedCalls,
        HostRoot = HostRoot,
    };
}
