namespace Falco.Core.State;

/// <summary>How the picture of the host is kept.</summary>
public sealed record HostStateOptions
{
    /// <summary>The defaults.</summary>
    public static HostStateOptions Default { get; } = new();

    /// <summary>No more threads are recorded than these.</summary>
    public int MaxThreads { get; init; } = 262_144;

    /// <summary>
    /// How often the source is asked for a thread that an event names and nobody knows; -1 means without a limit. Threads beyond it stay
    /// unknown.
    /// </summary>
    public int MaxThreadLookups { get; init; } = -1;

    /// <summary>How many of these times the sockets of the thread are looked up, too; -1 means always.</summary>
    public int MaxSocketLookups { get; init; } = -1;

    /// <summary>After this time, by the clock of the events, both limits count anew; zero means never.</summary>
    public TimeSpan ThreadLookupPeriod { get; init; }

    /// <summary>Whether threads get the id of their container, read from their control groups.</summary>
    public bool DetectContainers { get; init; } = true;

    /// <summary>Whether events of types that drivers no longer produce are left out, and counted, instead of being taken as they are.</summary>
    public bool SkipOldEvents { get; init; } = true;
}
