namespace Falco.Core.State;

/// <summary>What else is true of the events of a type.</summary>
[Flags]
internal enum EventTraits : byte
{
    None = 0,

    /// <summary>The start of a call, or an event without an end.</summary>
    Enter = 1,

    UsesDescriptor = 2,

    /// <summary>Kept for what follows, never shown.</summary>
    Hidden = 4,

    /// <summary>Comes from user space.</summary>
    Meta = 8,

    /// <summary>Belongs to the tables if it precedes all other events.</summary>
    InitialState = 16,

    /// <summary>No longer produced: says nothing before it is converted into what drivers produce today.</summary>
    Old = 32,
}
