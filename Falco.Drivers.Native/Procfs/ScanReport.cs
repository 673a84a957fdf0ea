namespace Falco.Drivers.Native.Procfs;

/// <summary>How far a scan has come.</summary>
/// <param name="Processes">Processes that were read.</param>
/// <param name="Descriptors">Descriptors that were read.</param>
/// <param name="LastProcessId">The process that was looked at last.</param>
/// <param name="Elapsed">The time so far.</param>
/// <param name="LongestProcess">The longest time that one process has taken.</param>
/// <param name="IsCompleted">Whether the scan has ended.</param>
/// <param name="IsTimedOut">Whether it ended because its time was up.</param>
internal readonly record struct ScanReport(
    long Processes, long Descriptors, int LastProcessId, TimeSpan Elapsed, TimeSpan LongestProcess, bool IsCompleted, bool IsTimedOut);
