namespace Falco.Drivers.Native.Procfs;

/// <summary>How the host is scanned.</summary>
internal sealed record ProcScanOptions
{
    public static ProcScanOptions Default { get; } = new();

    /// <summary>After this time no further process is begun; what was found is kept. By default there is no limit.</summary>
    public TimeSpan TimeLimit { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>How often <see cref="Report"/> is called while the scan goes on; it is called once more at its end.</summary>
    public TimeSpan ReportInterval { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>Receives how far the scan has come, on the scanning thread.</summary>
    public Action<ScanReport>? Report { get; init; }

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
