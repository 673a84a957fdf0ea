namespace Falco.Drivers.Native.Captures;

/// <summary>What a reader has read so far.</summary>
public readonly record struct CaptureStatistics
{
    /// <summary>Events that were delivered.</summary>
    public long Events { get; init; }

    /// <summary>
    /// Events that an old driver encoded in a way that today's no longer do. Those that are neither converted nor malformed were left
    /// out for good: the starts of calls, whose parameters the ends now have.
    /// </summary>
    public long OldEvents { get; init; }

    /// <summary>Of the old events, those that were delivered in today's form.</summary>
    public long ConvertedEvents { get; init; }

    /// <summary>Of the old events, those that were left out because they are not what a driver would have recorded.</summary>
    public long MalformedEvents { get; init; }

    /// <summary>Starts of calls that had to be forgotten before their ends, see <see cref="CaptureReaderOptions.MaxPendingCalls"/>.</summary>
    public long ForgottenCalls { get; init; }

    /// <summary>Events that were skipped because the schema does not know their type; a newer driver wrote them.</summary>
    public long UnknownEvents { get; init; }

    /// <summary>Blocks before the first event that were skipped because their type is not known.</summary>
    public long UnknownBlocks { get; init; }

    /// <summary>Sections: more than one if captures were concatenated.</summary>
    public int Sections { get; init; }

    /// <summary>Bytes of the uncompressed capture, up to the block that was read last or is damaged.</summary>
    public long Bytes { get; init; }
}
