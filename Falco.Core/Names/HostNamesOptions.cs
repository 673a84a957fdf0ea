namespace Falco.Core.Names;

/// <summary>How names of hosts are kept; the times are those of the reference implementation.</summary>
public sealed record HostNamesOptions
{
    /// <summary>The defaults.</summary>
    public static HostNamesOptions Default { get; } = new();

    /// <summary>No more names are kept than these; further ones are turned away and counted.</summary>
    public int MaxNames { get; init; } = 1024;

    /// <summary>No more addresses are kept of one name than these: the first ones.</summary>
    public int MaxAddresses { get; init; } = 256;

    /// <summary>After this time a name is asked for again; each time that nothing has changed, the time doubles.</summary>
    public TimeSpan RefreshPeriod { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The time does not double any more when it is this long.</summary>
    public TimeSpan MaxRefreshPeriod { get; init; } = TimeSpan.FromSeconds(320);

    /// <summary>A name that no event needed for this time is forgotten.</summary>
    public TimeSpan IdleTime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>A look-up that takes longer has failed.</summary>
    public TimeSpan QueryTimeout { get; init; } = TimeSpan.FromSeconds(5);
}
