namespace Falco.Drivers.Native.Captures.Conversion;

/// <summary>How a conversion, or a step of one, has ended.</summary>
internal enum ConversionResult : byte
{
    /// <summary>The event is one of today's and can be delivered.</summary>
    Pass,

    /// <summary>The event has a newer form.</summary>
    Continue,

    /// <summary>The event is not delivered: it is kept for the end of its call, or today's drivers have nothing like it.</summary>
    Drop,

    /// <summary>The event is not what a driver would have recorded.</summary>
    Error,
}
