namespace Falco.Drivers.Native.Captures;

/// <summary>When a recording goes on in another file, and how many files are kept.</summary>
public sealed class CaptureSeriesOptions
{
    /// <summary>
    /// The bytes that a file may have before the next one is begun; 0, the default, means any. A compressed file may become longer by what
    /// the compression holds back, some hundred kilobytes.
    /// </summary>
    public long MaxFileBytes { get; init; }

    /// <summary>
    /// The time that a file may cover, by the clock of the events, from its first event on; zero, the default, means any.
    /// </summary>
    public TimeSpan MaxFileDuration { get; init; }

    /// <summary>The events that a file may hold; 0, the default, means any number.</summary>
    public long MaxFileEvents { get; init; }

    /// <summary>The files that are kept; when one more is begun, the oldest is deleted. 0, the default, keeps all.</summary>
    public int MaxFiles { get; init; }

    /// <summary>
    /// Which events are recorded; by default all. Of the others, those that change the picture of the host are recorded as such: whoever
    /// reads the capture applies them, but does not show or judge them. In Falco.Hosting, <c>RecordingCondition</c> makes one of a
    /// condition.
    /// </summary>
    public CaptureFilter? Filter { get; init; }

    /// <summary>How each file is written.</summary>
    public CaptureWriterOptions Writer { get; init; } = CaptureWriterOptions.Default;
}
