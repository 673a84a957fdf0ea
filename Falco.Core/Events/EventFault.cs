namespace Falco.Core.Events;

/// <summary>Why bytes are not an event.</summary>
public enum EventFault : byte
{
    /// <summary>They are one.</summary>
    None,

    /// <summary>Fewer bytes than a header.</summary>
    Truncated,

    /// <summary>The header's length is smaller than a header or larger than the bytes at hand.</summary>
    BadLength,

    /// <summary>The type is not in the schema; a newer driver may have written it.</summary>
    UnknownType,

    /// <summary>The length array does not fit the event.</summary>
    TooManyParameters,

    /// <summary>The parameters do not fit the event.</summary>
    ParameterOverrun,
}
