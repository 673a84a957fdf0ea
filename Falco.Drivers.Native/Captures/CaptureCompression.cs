namespace Falco.Drivers.Native.Captures;

/// <summary>How a capture is compressed. Readers recognise it by themselves.</summary>
public enum CaptureCompression
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>As one gzip member.</summary>
    Gzip,
}
