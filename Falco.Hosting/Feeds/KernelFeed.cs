using Falco.Core.Events;
using Falco.Core.Names;
using Falco.Drivers.Native.Ebpf;
using Falco.Rules.Engine;
using Falco.Rules.Loading;

namespace Falco.Hosting.Feeds;

/// <summary>The kernel of this machine; it is asked for the system calls that the rules name.</summary>
internal sealed class KernelFeed : StreamFeed
{
    private readonly KernelSource _kernel;
    private readonly HostNames? _names;
    private readonly LagProbe _lag;

    private KernelFeed(RuleEngine engine, KernelSource kernel, HostNames? names, TimeProvider clock)
        : base("kernel", engine, kernel)
    {
        _kernel = kernel;
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
    /// <param name="clock">The clock that the lag is measured by.</param>
    /// <exception cref="EbpfException">The kernel refuses.</exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no <c>/proc</c> of the host.</exception>
    public static KernelFeed Open(RuleEngine engine, KernelWatchOptions options, HostNames? names, TimeProvider clock)
    {
        if (!OperatingSystem.IsLinux())
            throw new PlatformNotSupportedException("The kernel can be watched on Linux only; captures, applications and plugins can be judged here.");
        return new KernelFeed(engine, KernelSource.Open(options.ToSourceOptions(engine.Syscalls)), names, clock);
    }

    // The new rules must miss no event that the kernel could have sent for them.
    public override void Use(RuleSet rules, IReadOnlyList<RuleSelection> selections)
    {
        Select(Engine.Syscalls.Union(Engine.SyscallsOf(rules, selections)));
        base.Use(rules, selections);
        Select(Engine.Syscalls);
    }

    protected override void Release() => _names?.Dispose();

    private void Select(SyscallSet rules) => _kernel.Select(SyscallSelection.Default.For(rules));
}
