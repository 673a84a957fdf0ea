namespace Falco.Drivers.Native.Captures;

/// <summary>What is wrong with a capture.</summary>
public enum CaptureFault
{
    /// <summary>It ends within a block.</summary>
    Truncated,

    /// <summary>It contradicts its format.</summary>
    Corrupt,

    /// <summary>Its format is newer than this reader, or of a machine with another byte order.</summary>
    Unsupported,

    /// <summary>It holds no event.</summary>
    NoEvents,

    /// <summary>A block is larger than <see cref="CaptureReaderOptions.MaxBlockSize"/>.</summary>
    TooLarge,

    /// <summary>The file or stream could not be read, or its compressed data is damaged.</summary>
    Unreadable,
}
