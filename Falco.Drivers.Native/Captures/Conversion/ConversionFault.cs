namespace Falco.Drivers.Native.Captures.Conversion;

/// <summary>Why an old event cannot be converted.</summary>
internal enum ConversionFault : byte
{
    /// <summary>It can.</summary>
    None,

    /// <summary>It has more parameters than its type.</summary>
    TooManyParameters,

    /// <summary>No driver has recorded events of its type with so many parameters.</summary>
    UnknownForm,

    /// <summary>The start that its thread has recorded last is not that of the same call.</summary>
    OtherCall,

    /// <summary>It would become longer than an event may be.</summary>
    TooLong,

    /// <summary>It has a newer form again and again.</summary>
    Endless,
}
