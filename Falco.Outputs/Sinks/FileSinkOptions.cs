namespace Falco.Outputs.Sinks;

/// <summary>A file of alerts (<c>file_output</c>).</summary>
public sealed record FileSinkOptions
{
    /// <summary>The file; it is made where it does not exist, and appended to where it does.</summary>
    public required string Path { get; init; }

    /// <summary>Whether the file stays open between deliveries (<c>keep_alive</c>). Default: no, so that it may be moved away at any time.</summary>
    public bool KeepOpen { get; init; }

    /// <summary>
    /// Whether lines may wait for others in a file that stays open (<c>buffered_outputs</c>). Default: no; a delivery is done when the
    /// operating system has the lines.
    /// </summary>
    public bool IsBuffered { get; init; }

    /// <summary>Whether a delivery is done only when the lines are on the disk. Default: no.</summary>
    public bool Flush { get; init; }

    /// <summary>The size in bytes from which on a new file is begun; <see langword="null"/> for no limit.</summary>
    public long? RotateAt { get; init; }

    /// <summary>
    /// How many older files are kept, named <c>PATH.1</c> (the youngest) and so on, if the size is limited. Default: 5.
    /// </summary>
    public int KeptFiles { get; init; } = 5;
}
