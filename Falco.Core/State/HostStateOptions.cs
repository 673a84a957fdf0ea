namespace Falco.Core.State;

/// <summary>How the picture of the host is kept.</summary>
public sealed record HostStateOptions
{
    /// <summary>The defaults.</summary>
    public static HostStateOptions Default { get; } = new();

    /// <summary>No more threads are recorded than these.</summary>
    public int MaxThreads { get; init; } = 262_144;

    /// <summary>Whether threads get the id of their container, read from their control groups.</summary>
    public bool DetectContainers { get; init; } = true;

    /// <summary>Whether events of types that drivers no longer produce are left out, and counted, instead of being taken as they are.</summary>
    public bool SkipOldEvents { get; init; } = true;
}
