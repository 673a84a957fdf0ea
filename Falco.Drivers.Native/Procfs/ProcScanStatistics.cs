namespace Falco.Drivers.Native.Procfs;

/// <summary>What a scan has met.</summary>
internal sealed class ProcScanStatistics
{
    /// <summary>Processes that were read.</summary>
    public long Processes { get; private set; }

    /// <summary>Threads that were read, main threads among them.</summary>
    public long Threads { get; set; }

    public long Descriptors { get; set; }

    /// <summary>Threads of the kernel, and processes that have ended and wait for their parent to notice.</summary>
    public long WithoutProgram { get; private set; }

    /// <summary>Processes that ended while they were read.</summary>
    public long Vanished { get; set; }

    /// <summary>Other threads that did.</summary>
    public long VanishedThreads { get; set; }

    /// <summary>Values that could not be read for want of a privilege.</summary>
    public long DeniedValues { get; set; }

    /// <summary>Whether the scan ended because its time was up.</summary>
    public bool IsTimedOut { get; set; }

    public TimeSpan Elapsed { get; set; }

    public void Count(ThreadReading process)
    {
        switch (process)
        {
            case ThreadReading.Complete: Processes++; break;
            case ThreadReading.Gone: Vanished++; break;
            case ThreadReading.NoProgram: WithoutProgram++; break;
        }
    }

    public void Reset()
    {
        Processes = Threads = Descriptors = WithoutProgram = Vanished = VanishedThreads = DeniedValues = 0;
        IsTimedOut = false;
        Elapsed = default;
    }
}
