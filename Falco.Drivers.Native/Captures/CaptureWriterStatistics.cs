namespace Falco.Drivers.Native.Captures;

/// <summary>
/// What a writer has recorded so far, including what it has not yet handed to the file; once the recording has ended, only what it has.
/// </summary>
public readonly record struct CaptureWriterStatistics
{
    /// <summary>Events.</summary>
    public long Events { get; init; }

    /// <summary>Sections: more than one if the source was a concatenated capture.</summary>
    public int Sections { get; init; }

    /// <summary>Descriptors that were left out of the tables because the format has no way to say what they are.</summary>
    public long OmittedDescriptors { get; init; }

    /// <summary>Bytes of the uncompressed capture.</summary>
    public long Bytes { get; init; }

    /// <summary>
    /// Bytes of the file: those of the uncompressed capture, or, if it is compressed, those that the compression has given out so far.
    /// </summary>
    public long FileBytes { get; init; }
}
