using Falco.Core.Events;

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

    /// <summary>What is watched beyond the system calls that the rules name (<c>base_syscalls</c>).</summary>
    public SyscallSelection Syscalls { get; init; } = SyscallSelection.Default;
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
