namespace Falco.Drivers.Native.Captures;

/// <summary>What a reader has read so far.</summary>
public readonly record struct CaptureStatistics
{
    /// <summary>Events that were delivered.</summary>
    public long Events { get; init; }

    /// <summary>Of those, the events that an old driver encoded: their type or parameters have a newer form.</summary>
    public long OldEvents { get; init; }

    /// <summary>Events that were skipped because the schema does not know their type; a newer driver wrote them.</summary>
    public long UnknownEvents { get; init; }

    /// <summary>Blocks before the first event that were skipped because their type is not known.</summary>
    public long UnknownBlocks { get; init; }

    /// <summary>Sections: more than one if captures were concatenated.</summary>
    public int Sections { get; init; }

    /// <summary>Bytes of the uncompressed capture, up to the block that was read last or is damaged.</summary>
    public long Bytes { get; init; }
}
