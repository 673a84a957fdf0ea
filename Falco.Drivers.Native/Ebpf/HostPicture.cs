using Falco.Core.Streams;
using Falco.Drivers.Native.Procfs;

namespace Falco.Drivers.Native.Ebpf;

/// <summary>The first picture of the host, as tables.</summary>
internal sealed class HostPicture(KernelSourceOptions options) : IDisposable
{
    private readonly HostScan _scan = new(options.HostRoot, Environment.MachineName, new ProcScanOptions());

    /// <summary>Tells the tables to an observer.</summary>
    public void Publish(IHostTableObserver tables, CancellationToken stop) => _scan.Run(tables, stop);

    /// <inheritdoc/>
    public void Dispose() => _scan.Dispose();
}
