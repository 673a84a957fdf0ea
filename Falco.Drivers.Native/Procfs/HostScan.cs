using System.Globalization;
using System.Text.Unicode;
using Falco.Core.Streams;

namespace Falco.Drivers.Native.Procfs;

/// <summary>The first picture of the host, read from /proc and the host's files, and the answers to questions for single threads later.</summary>
/// <remarks>All calls come from one thread, that of the source.</remarks>
internal sealed class HostScan : IThreadProvider, IDisposable
{
    private readonly HostRoot _root;
    private readonly string _hostName;
    private readonly HostBoot _boot;
    private readonly ControlGroupReader _controlGroups;
    private readonly MountTable _mounts = new();
    private readonly SocketTables _sockets = new();
    private readonly ThreadReader _threads;
    private readonly DescriptorScan _descriptors;
    private readonly ProcessScan _processes;

    /// <summary>Prepares the scan.</summary>
    /// <param name="hostRoot">Where the host's root is mounted; empty if it is the own root.</param>
    /// <param name="hostName">The name that the host goes by; empty for the one that it has.</param>
    /// <param name="options">How to scan.</param>
    /// <exception cref="DirectoryNotFoundException">There is no /proc.</exception>
    public HostScan(string hostRoot, string hostName, ProcScanOptions options)
    {
        _root = new HostRoot(hostRoot);
        _hostName = hostName;
        using ProcDirectory proc = _root.OpenProc();
        _boot = HostBoot.Read(proc);
        _controlGroups = new ControlGroupReader(_root, proc);
        _threads = new ThreadReader(_boot, _controlGroups, _mounts);
        _descriptors = new DescriptorScan(_mounts, _sockets);
        _processes = new ProcessScan(_threads, _descriptors, options);
    }

    /// <summary>What the last scan has met.</summary>
    public ProcScanStatistics Statistics => _processes.Statistics;

    /// <summary>Delivers all tables, from the start of the section to their completion.</summary>
    /// <param name="tables">Receives them.</param>
    /// <param name="walk">A faster way to the threads and descriptors; where it fails, they are read from /proc.</param>
    /// <param name="stop">Ends the scan.</param>
    /// <exception cref="DirectoryNotFoundException">There is no /proc any more.</exception>
    /// <exception cref="OperationCanceledException">The scan was stopped.</exception>
    public void Run(IHostTableObserver tables, IProcessWalk? walk, CancellationToken stop)
    {
        using ProcDirectory proc = _root.OpenProc();
        tables.OnSectionStarted();
        tables.OnThreadProvider(this);
        MachineScan.Run(proc, _boot, _hostName, tables);
        InterfaceScan.Run(tables);
        UserScan.Run(_root, tables);
        if (walk is not null && !walk.TryRun(proc, _boot, _mounts, tables, stop))
            walk = null;
        _processes.Run(proc, walk, tables, stop);
        tables.OnTablesCompleted();
        Forget();
    }

    /// <inheritdoc/>
    public bool TryReadThread(long threadId, bool withSockets, IHostTableObserver tables)
    {
        if (threadId is <= 0 or > int.MaxValue || _root.TryOpen("/proc"u8, out ProcDirectory proc) < 0)
            return false;
        using (proc)
        {
            bool isRead = _processes.TryReadThread(proc, (int)threadId, withSockets, tables);
            Forget();
            return isRead;
        }
    }

    /// <inheritdoc/>
    public bool IsThreadAlive(long processId, long threadId, ReadOnlySpan<byte> comm)
    {
        Span<byte> path = stackalloc byte[64];
        if (!Utf8.TryWrite(path, CultureInfo.InvariantCulture, $"{processId}/task/{threadId}/comm", out int length)
            || _root.TryOpen("/proc"u8, out ProcDirectory proc) < 0)
        {
            return false;
        }

        using (proc)
        {
            Span<byte> name = stackalloc byte[32];
            int read = proc.Read(path[..length], name);
            return read > 0 && name[..read].StartsWith(comm);
        }
    }

    public void Dispose()
    {
        _processes.Dispose();
        _descriptors.Dispose();
        _threads.Dispose();
        _sockets.Dispose();
        _mounts.Dispose();
    }

    private void Forget()
    {
        _mounts.Clear();
        _sockets.Clear();
    }
}
