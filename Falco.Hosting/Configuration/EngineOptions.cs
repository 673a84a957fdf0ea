using Falco.Core.Events;
using Falco.Core.Names;
using Falco.Core.State;

namespace Falco.Hosting.Configuration;

/// <summary>Where events come from (<c>engine</c>).</summary>
public sealed record EngineOptions
{
    /// <summary>The kind of source (<c>engine.kind</c>).</summary>
    public EngineKind Kind { get; init; } = EngineKind.KernelModule;

    /// <summary>The capture that is replayed (<c>engine.replay.capture_file</c>).</summary>
    public string CaptureFile { get; init; } = "";

    /// <summary>Bytes of each ring buffer (<c>engine.modern_ebpf.buf_size_preset</c>).</summary>
    public int BufferBytes { get; init; } = 8 << 20;

    /// <summary>CPUs that share a ring buffer; 0 means one for all (<c>engine.modern_ebpf.cpus_for_each_buffer</c>).</summary>
    public int CpusPerBuffer { get; init; } = 2;

    /// <summary>Whether calls that failed are left out in the kernel (<c>engine.modern_ebpf.drop_failed_exit</c>).</summary>
    public bool DropFailedCalls { get; init; }

    /// <summary>Whether the first picture of the host is read from <c>/proc</c> only (<c>engine.modern_ebpf.disable_iterators</c>).</summary>
    public bool DisableIterators { get; init; }

    /// <summary>Bytes that are kept of what calls read and write; 0 for the driver's own choice (<c>falco_libs.snaplen</c>).</summary>
    public int SnapLength { get; init; }

    /// <summary>No more threads are recorded than these (<c>falco_libs.thread_table_size</c>).</summary>
    public int MaxThreads { get; init; } = HostStateOptions.Default.MaxThreads;

    /// <summary>
    /// How often threads of this machine whose end was not seen are looked for; zero means never
    /// (<c>falco_libs.thread_table_auto_purging_interval_s</c>).
    /// </summary>
    public TimeSpan PurgePeriod { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// A thread without an event for this time is asked for then (<c>falco_libs.thread_table_auto_purging_thread_timeout_s</c>).
    /// </summary>
    public TimeSpan ThreadTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>What is watched beyond the system calls that the rules name (<c>base_syscalls</c>).</summary>
    public SyscallSelection Syscalls { get; init; } = SyscallSelection.Default;

    /// <summary>How the picture of this machine is kept while it is watched: this process always has its place in it.</summary>
    /// <param name="names">The addresses of the hosts that conditions name.</param>
    /// <param name="engines">The engines whose containers are detected.</param>
    public HostStateOptions ForLive(HostNames? names = null, ContainerEngines engines = ContainerEngines.Default) => new()
    {
        MaxThreads = MaxThreads,
        OwnProcessId = Environment.ProcessId,
        PurgePeriod = PurgePeriod,
        ThreadTimeout = ThreadTimeout,
        ContainerEngines = engines,
        Names = names,
    };

    /// <summary>
    /// How the picture of a recorded machine is kept: nobody can tell which of its threads live, nor what the names of hosts meant then.
    /// </summary>
    public HostStateOptions ForReplay() => new() { MaxThreads = MaxThreads, PurgePeriod = TimeSpan.Zero };
}

/// <summary>The kinds of event sources.</summary>
public enum EngineKind
{
    /// <summary>The kernel, through a kernel module (<c>kmod</c>).</summary>
    KernelModule,

    /// <summary>The kernel, through eBPF (<c>modern_ebpf</c>).</summary>
    ModernEbpf,

    /// <summary>A capture file (<c>replay</c>).</summary>
    Replay,

    /// <summary>Nothing but plugins (<c>nodriver</c>).</summary>
    NoDriver,
}
