namespace Falco.Drivers.Native.Captures.Conversion;

/// <summary>Where the value of a converted event's parameter comes from.</summary>
internal enum ConvertedValueSource : byte
{
    /// <summary>Nowhere: the parameter is empty, which means not known.</summary>
    Empty,

    /// <summary>The default of its type: zero, nobody for users and groups, nothing for what has no fixed size.</summary>
    Default,

    /// <summary>A parameter of the event itself.</summary>
    Old,

    /// <summary>A parameter of the kept start of the call; the default if none is kept.</summary>
    EnterOrDefault,

    /// <summary>A parameter of the kept start of the call; empty if none is kept.</summary>
    EnterOrEmpty,

    /// <summary>All parameters of the event itself, as the JSON object of a container; empty if they are not of their sizes.</summary>
    ContainerOrEmpty,
}
