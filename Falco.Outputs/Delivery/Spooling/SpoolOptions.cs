namespace Falco.Outputs.Delivery.Spooling;

/// <summary>A spool: alerts on disk until the sink has them, across crashes of this process and outages of the receiver.</summary>
public sealed record SpoolOptions
{
    /// <summary>The spool's folder, made where it does not exist; one process and one sink may use it at a time.</summary>
    public required string Folder { get; init; }

    /// <summary>
    /// The most bytes on disk. Default: 256 MiB. When they are reached, <see cref="SinkOptions.FullMode"/> says what becomes of alerts; the
    /// oldest go a segment at a time.
    /// </summary>
    public long MaxBytes { get; init; } = 256L << 20;

    /// <summary>The size in bytes from which on another file is begun; room is freed a file at a time. Default: 8 MiB.</summary>
    public long SegmentBytes { get; init; } = 8L << 20;

    /// <summary>When alerts are forced to the disk. Default: not by us.</summary>
    public SpoolFlush Flush { get; init; } = SpoolFlush.BySystem;
}

/// <summary>When spooled alerts are forced to the disk.</summary>
public enum SpoolFlush
{
    /// <summary>When the operating system sees fit: alerts survive a crash of the process, not one of the machine.</summary>
    BySystem,

    /// <summary>At the end of a segment, and when the spool is closed.</summary>
    EachSegment,

    /// <summary>After each append, which takes several alerts when many come: alerts survive a crash of the machine.</summary>
    EachAppend,
}
