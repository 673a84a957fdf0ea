namespace Falco.Drivers.Native.Captures.Conversion;

/// <summary>What is done with an old event.</summary>
internal enum ConversionAction : byte
{
    /// <summary>It is kept for the end of its call and not delivered.</summary>
    Store,

    /// <summary>It is delivered as it is.</summary>
    Pass,

    /// <summary>It is delivered as it is, and kept for the end of its call.</summary>
    StoreAndPass,

    /// <summary>Parameters are appended to those that it has.</summary>
    Append,

    /// <summary>It becomes an event of another type, all of whose parameters are told.</summary>
    Change,
}
