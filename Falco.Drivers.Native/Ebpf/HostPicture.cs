using Falco.Core.Streams;
using Falco.Drivers.Native.Procfs;

namespace Falco.Drivers.Native.Ebpf;

/// <summary>The first picture of the host, as tables: threads and descriptors by iterators where the kernel has them, else from /proc.</summary>
internal sealed class HostPicture(KernelSourceOptions options) : IDisposable
{
    // Iterators tell a process in a pid namespace of its own no more than that namespace has.
    private const string FirstPidNamespace = "pid:[4026531836]";

    private readonly HostScan _scan = new(options.HostRoot, options.HostName, new ProcScanOptions());

    /// <summary>Tells the tables to an observer.</summary>
    public void Publish(IHostTableObserver tables, Probe probe, CancellationToken stop)
    {
        bool canWalk = !options.DisableIterators && File.ResolveLinkTarget("/proc/self/ns/pid", returnFinalTarget: false)?.Name == FirstPidNamespace;
        _scan.Run(tables, canWalk ? new TaskWalk(probe) : null, stop);
    }

    /// <inheritdoc/>
    public void Dispose() => _scan.Dispose();
}
