namespace Falco.Rules.Engine;

/// <summary>What makes judging fast. None of it changes a verdict; each can be switched off, to compare or to look for a fault.</summary>
[Flags]
public enum RuleOptimizations
{
    /// <summary>Every rule is judged by itself, all of its condition that must be looked at, on every event that it names.</summary>
    None = 0,

    /// <summary>What the type of an event settles is settled when the rules are compiled; whole rules fold away.</summary>
    TypeSpecialization = 1 << 0,

    /// <summary>What several rules demand is asked once, and dismisses all of them.</summary>
    SharedDemands = 1 << 1,

    /// <summary>A comparison that stands in several places is made once per event.</summary>
    SharedResults = 1 << 2,

    /// <summary>A field that is compared several times in one place is read once.</summary>
    SharedReadings = 1 << 3,

    /// <summary>What depends on a thread or its ancestors is remembered on the thread until one of them changes.</summary>
    ThreadMemory = 1 << 4,

    /// <summary>What depends on a descriptor is remembered there until it changes.</summary>
    DescriptorMemory = 1 << 5,

    /// <summary>Many constants that a value may equal are one hash probe.</summary>
    HashedSets = 1 << 6,

    /// <summary>Many constants that a value may begin or end with, and many paths that it may lie below, are one walk over the value.</summary>
    LiteralTries = 1 << 7,

    /// <summary>Many constants that a value may contain are one vectorised search.</summary>
    NeedleSearch = 1 << 8,

    /// <summary>Of many rules, only those are touched whose necessary constant occurs in the event.</summary>
    WitnessIndex = 1 << 9,

    /// <summary>All of them.</summary>
    All = (1 << 10) - 1,
}
