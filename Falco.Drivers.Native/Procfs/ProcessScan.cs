using Falco.Core.Streams;

namespace Falco.Drivers.Native.Procfs;

/// <summary>Reads all processes of the host, their threads and their descriptors.</summary>
internal sealed class ProcessScan(ThreadReader reader, DescriptorScan descriptors, ProcScanOptions options) : IDisposable
{
    private readonly DirectoryLister _processes = new();
    private readonly DirectoryLister _threads = new();
    private int _ownProcess = -1;

    /// <summary>What the last scan has met.</summary>
    public ProcScanStatistics Statistics { get; } = new();

    /// <summary>Scans the host.</summary>
    /// <param name="proc">The host's /proc.</param>
    /// <param name="told">What has been told already is left out.</param>
    /// <param name="tables">Receives the threads, each main thread followed by its descriptors.</param>
    /// <param name="stop">Ends the scan.</param>
    public void Run(ProcDirectory proc, IProcessWalk? told, IHostTableObserver tables, CancellationToken stop)
    {
        ScanProgress progress = new(options, Statistics);
        FindOwnProcess(proc);
        reader.DeniedValues = 0;
        if (_processes.Open(proc, "."u8) < 0)
            return;
        while (_processes.TryNextNumber(out int processId))
        {
            stop.ThrowIfCancellationRequested();
            if (told is null || !told.HasTold(processId))
                ScanProcess(proc, processId, tables);
            if (!progress.Advance(processId))
                break;
        }

        Statistics.DeniedValues = reader.DeniedValues;
        progress.Complete();
        _processes.Dispose();
    }

    /// <summary>Reads one thread.</summary>
    /// <param name="proc">The host's /proc, which has every thread by its id.</param>
    /// <param name="threadId">The thread.</param>
    /// <param name="withSockets">Whether the sockets among its descriptors are looked up: that takes reading the tables of all sockets.</param>
    /// <param name="tables">Receives the thread, and its descriptors if it is a main thread.</param>
    public bool TryReadThread(ProcDirectory proc, int threadId, bool withSockets, IHostTableObserver tables)
    {
        if (proc.TryOpen(NumberText.Format(threadId, stackalloc byte[NumberText.MaxLength]), out ProcDirectory thread) < 0)
            return false;
        using (thread)
        {
            if (reader.Read(thread, thread, threadId, out ThreadEntry entry) != ThreadReading.Complete)
                return false;
            tables.OnThread(in entry);
            FindOwnProcess(proc);
            if (entry.ThreadId == entry.ProcessId)
                RunDescriptors(proc, thread, thread, threadId, withSockets, tables);
            return true;
        }
    }

    public void Dispose()
    {
        _processes.Dispose();
        _threads.Dispose();
    }

    private void ScanProcess(ProcDirectory proc, int processId, IHostTableObserver tables)
    {
        if (proc.TryOpen(NumberText.Format(processId, stackalloc byte[NumberText.MaxLength]), out ProcDirectory process) < 0)
        {
            Statistics.Vanished++;
            return;
        }

        using (process)
        {
            ThreadReading reading = reader.Read(process, process, processId, out ThreadEntry entry);
            if (reading == ThreadReading.NoProgram && reader.ThreadCount > 1)
                reading = ReadOrphanedThreads(proc, process, processId, tables);
            else if (reading == ThreadReading.Complete)
                DeliverProcess(proc, process, process, ref entry, tables);
            Statistics.Count(reading);
        }
    }

    private void DeliverProcess(
        ProcDirectory proc, ProcDirectory process, ProcDirectory shared, ref ThreadEntry entry, IHostTableObserver tables)
    {
        int processId = (int)entry.ThreadId;
        long threads = reader.ThreadCount;
        Statistics.Threads++;
        tables.OnThread(in entry);
        Statistics.Descriptors += RunDescriptors(proc, process, shared, processId, withSockets: true, tables);
        if (threads <= 1 || _threads.Open(process, "task"u8) < 0)
            return;
        while (_threads.TryNextNumber(out int threadId))
        {
            if (threadId != processId)
                DeliverSibling(process, shared, threadId, ref entry, tables);
        }

        _threads.Dispose();
    }

    private long RunDescriptors(
        ProcDirectory proc, ProcDirectory process, ProcDirectory shared, int processId, bool withSockets, IHostTableObserver tables)
    {
        ReadOnlySpan<int> own = processId == _ownProcess
            ? [proc.Descriptor, _processes.Descriptor, process.Descriptor, shared.Descriptor]
            : [];
        return descriptors.Run(shared, processId, own, withSockets, tables);
    }

    /// <summary>Finds out which of the processes is this one, by the ids of this /proc.</summary>
    private void FindOwnProcess(ProcDirectory proc)
    {
        Span<byte> target = stackalloc byte[NumberText.MaxLength];
        int length = Math.Max(proc.ReadLink("self"u8, target), 0);
        _ownProcess = FieldCursor.TryParse(target[..length], out ulong own) ? (int)own : -1;
    }

    private void DeliverSibling(
        ProcDirectory process, ProcDirectory shared, int threadId, ref ThreadEntry entry, IHostTableObserver tables)
    {
        if (OpenThread(process, threadId, out ProcDirectory thread) < 0)
        {
            Statistics.VanishedThreads++;
            return;
        }

        using (thread)
        {
            if (reader.ReadSibling(thread, shared, threadId, ref entry) == ThreadReading.Complete)
            {
                Statistics.Threads++;
                tables.OnThread(in entry);
            }
            else
            {
                Statistics.VanishedThreads++;
            }
        }
    }

    /// <summary>Reads a process whose main thread has ended before the others: the others still have what the process shares.</summary>
    private ThreadReading ReadOrphanedThreads(ProcDirectory proc, ProcDirectory process, int processId, IHostTableObserver tables)
    {
        int living = FindOtherThread(process, processId);
        if (living < 0 || OpenThread(process, living, out ProcDirectory shared) < 0)
            return ThreadReading.Gone;
        using (shared)
        {
            ThreadReading reading = reader.Read(process, shared, processId, out ThreadEntry entry);
            if (reading == ThreadReading.Complete)
                DeliverProcess(proc, process, shared, ref entry, tables);
            return reading;
        }
    }

    private int FindOtherThread(ProcDirectory process, int processId)
    {
        int found = -1;
        if (_threads.Open(process, "task"u8) < 0)
            return found;
        while (found < 0 && _threads.TryNextNumber(out int threadId))
        {
            if (threadId != processId)
                found = threadId;
        }

        _threads.Dispose();
        return found;
    }

    private static int OpenThread(ProcDirectory process, int threadId, out ProcDirectory thread)
    {
        Span<byte> path = stackalloc byte["task/"u8.Length + NumberText.MaxLength];
        "task/"u8.CopyTo(path);
        int digits = NumberText.Format(threadId, path["task/"u8.Length..]).Length;
        return process.TryOpen(path[..("task/"u8.Length + digits)], out thread);
    }
}
