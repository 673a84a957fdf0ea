using Falco.Core.Streams;

namespace Falco.Drivers.Native.Procfs;

/// <summary>Another way to all threads and their descriptors than reading /proc.</summary>
internal interface IProcessWalk
{
    /// <summary>Delivers all threads, then all descriptors of main threads.</summary>
    /// <param name="proc">The host's /proc, for what the walk does not tell itself.</param>
    /// <param name="boot">When the host was booted.</param>
    /// <param name="mounts">The mounts of the host.</param>
    /// <param name="tables">Receives them.</param>
    /// <param name="stop">Ends the walk.</param>
    /// <returns>Whether there is this way; if not, nothing was delivered.</returns>
    bool TryRun(ProcDirectory proc, HostBoot boot, MountTable mounts, IHostTableObserver tables, CancellationToken stop);

    /// <summary>Whether the walk has told a process. A kernel may hide some from it; these are read from /proc.</summary>
    bool HasTold(int processId);
}
