namespace Falco.Drivers.Native.Procfs;

/// <summary>Watches the time of a scan.</summary>
internal sealed class ScanProgress
{
    private readonly ProcScanOptions _options;
    private readonly ProcScanStatistics _statistics;
    private readonly long _start;
    private long _lastProcess;
    private long _lastReport;
    private TimeSpan _longest;
    private int _processId;

    public ScanProgress(ProcScanOptions options, ProcScanStatistics statistics)
    {
        _options = options;
        _statistics = statistics;
        _start = _lastProcess = _lastReport = options.TimeProvider.GetTimestamp();
        statistics.Reset();
    }

    private static bool IsSet(TimeSpan time) => time != Timeout.InfiniteTimeSpan;

    /// <summary>A process has been dealt with.</summary>
    /// <returns>Whether there is time for another.</returns>
    public bool Advance(int processId)
    {
        long now = _options.TimeProvider.GetTimestamp();
        TimeSpan taken = _options.TimeProvider.GetElapsedTime(_lastProcess, now);
        _lastProcess = now;
        _processId = processId;
        if (taken > _longest)
            _longest = taken;
        if (IsSet(_options.ReportInterval) && _options.TimeProvider.GetElapsedTime(_lastReport, now) >= _options.ReportInterval)
        {
            _lastReport = now;
            Report(isCompleted: false);
        }

        _statistics.IsTimedOut = IsSet(_options.TimeLimit) && _options.TimeProvider.GetElapsedTime(_start, now) >= _options.TimeLimit;
        return !_statistics.IsTimedOut;
    }

    public void Complete()
    {
        _statistics.Elapsed = _options.TimeProvider.GetElapsedTime(_start);
        Report(isCompleted: true);
    }

    private void Report(bool isCompleted) => _options.Report?.Invoke(new ScanReport(
        _statistics.Processes, _statistics.Descriptors, _processId, _options.TimeProvider.GetElapsedTime(_start), _longest, isCompleted,
        _statistics.IsTimedOut));
}
