namespace Falco.Hosting.Configuration;

/// <summary>Where events come from (<c>engine</c>).</summary>
public sealed record EngineOptions
{
    /// <summary>The kind of source (<c>engine.kind</c>).</summary>
    public EngineKind Kind { get; init; } = EngineKind.KernelModule;

    /// <summary>The capture that is replayed (<c>engine.replay.capture_file</c>).</summary>
    public string CaptureFile { get; init; } = "";
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
