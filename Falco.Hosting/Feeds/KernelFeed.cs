using Falco.Containers;
using Falco.Core.Events;
using Falco.Core.Names;
using Falco.Core.Streams;
using Falco.Drivers.Native.Ebpf;
using Falco.Rules.Engine;
using Falco.Rules.Loading;

namespace Falco.Hosting.Feeds;

/// <summary>The kernel of this machine; it is asked for the system calls that the rules name.</summary>
internal sealed class KernelFeed : StreamFeed
{
    private readonly KernelSource _kernel;
    private readonly HostNames? _names;
    private readonly ContainerMetadata? _containers;
    private readonly LagProbe _lag;

    private KernelFeed(RuleEngine engine, KernelSource kernel, HostNames? names, ContainerMetadata? containers, TimeProvider clock)
        : base("kernel", engine, kernel)
    {
        _kernel = kernel;
        _containers = containers;
        _names = names;
        _lag = new LagProbe(clock);
        kernel.Subscribe(_lag);
    }

    public override bool IsLive => true;

    protected override long Lost => _kernel.Statistics.Lost;

    protected override TimeSpan Lag => _lag.Lag;

    /// <summary>Loads the probe.</summary>
    /// <param name="engine">Judges the events.</param>
    /// <param name="options">How the kernel is watched.</param>
    /// <param name="names">Host names that the engine's picture asks for; the feed disposes them.</param>
    /// <param name="runtimes">The container runtimes to ask, if any.</param>
    /// <param name="clock">The clock that the lag is measured by.</param>
    /// <exception cref="EbpfException">The kernel refuses.</exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no <c>/proc</c> of the host.</exception>
    public static KernelFeed Open(RuleEngine engine, KernelWatchOptions options, HostNames? names, ContainerMetadataOptions? runtimes, TimeProvider clock)
    {
        if (!OperatingSystem.IsLinux())
            throw new PlatformNotSupportedException("The kernel can be watched on Linux only; captures, applications and plugins can be judged here.");
        KernelSource kernel = KernelSource.Open(options.ToSourceOptions(engine.Syscalls));
        return new KernelFeed(engine, kernel, names, runtimes is null ? null : Ask(kernel, runtimes, options.ContainerWait, clock), clock);
    }

    // The new rules must miss no event that the kernel could have sent for them.
    public override void Use(RuleSet rules, IReadOnlyList<RuleSelection> selections)
    {
        Select(Engine.Syscalls.Union(Engine.SyscallsOf(rules, selections)));
        base.Use(rules, selections);
        Select(Engine.Syscalls);
    }

    protected override void Release()
    {
        _names?.Dispose();

        // A runtime may hang; nothing depends on when its connection ends.
        _ = _containers?.DisposeAsync().AsTask();
    }

    // Before the engine subscribes: a container is asked for at its first event.
    private static ContainerMetadata Ask(KernelSource kernel, ContainerMetadataOptions runtimes, TimeSpan wait, TimeProvider clock)
    {
        ContainerMetadata containers = ContainerMetadata.Start(kernel.Injection, runtimes, clock);
        if (wait > TimeSpan.Zero)
            kernel.HoldEvents(containers, new EventHoldOptions { LongestWait = wait });
        kernel.Subscribe(containers);
        return containers;
    }

    private void Select(SyscallSet rules) => _kernel.Select(SyscallSelection.Default.For(rules));
}
