using Falco.Core.Names;
using Falco.Core.Plugins;

namespace Falco.Core.State;

/// <summary>How the picture of the host is kept.</summary>
public sealed record HostStateOptions
{
    /// <summary>The defaults.</summary>
    public static HostStateOptions Default { get; } = new();

    /// <summary>No more threads are recorded than these: further ones are turned away and counted.</summary>
    public int MaxThreads { get; init; } = 262_144;

    /// <summary>The process that is recorded even when there is no room any more; -1 means none.</summary>
    public long OwnProcessId { get; init; } = -1;

    /// <summary>
    /// How often threads whose end was not seen are looked for, by the clock of the events; zero means never. Only live sources can tell
    /// whether a thread still lives: for others this says nothing. The first time comes after 30 seconds at the latest.
    /// </summary>
    public TimeSpan PurgePeriod { get; init; } = TimeSpan.FromMinutes(20);

    /// <summary>A thread without an event for this time is asked for when threads are purged.</summary>
    public TimeSpan ThreadTimeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Short names (<c>proc.name</c>) of processes whose events, and those of their descendants, are left out.</summary>
    public IReadOnlyList<string> SuppressedNames { get; init; } = [];

    /// <summary>Threads whose events, and those of their descendants, are left out.</summary>
    public IReadOnlyList<long> SuppressedThreads { get; init; } = [];

    /// <summary>
    /// How often the source is asked for a thread that an event names and nobody knows; -1 means without a limit. Threads beyond it stay
    /// unknown.
    /// </summary>
    public int MaxThreadLookups { get; init; } = -1;

    /// <summary>How many of these times the sockets of the thread are looked up, too; -1 means always.</summary>
    public int MaxSocketLookups { get; init; } = -1;

    /// <summary>After this time, by the clock of the events, both limits count anew; zero means never.</summary>
    public TimeSpan ThreadLookupPeriod { get; init; }

    /// <summary>
    /// The addresses of the hosts that conditions name; without them <c>fd.cip.name</c> and its like have no value. Not for recordings: what
    /// names meant when they were made is not in them.
    /// </summary>
    public HostNames? Names { get; init; }

    /// <summary>Whether threads get the id of their container, read from their control groups.</summary>
    public bool DetectContainers { get; init; } = true;

    /// <summary>The engines whose containers are detected.</summary>
    public ContainerEngines ContainerEngines { get; init; } = ContainerEngines.Default;

    /// <summary>The container that every process counts to, whatever its control groups say; <see langword="null"/> to go by these.</summary>
    public StaticContainer? StaticContainer { get; init; }

    /// <summary>No more containers are kept than these: the one of which nothing was heard for the longest time makes room, which is counted.</summary>
    public int MaxContainers { get; init; } = 16_384;

    /// <summary>About how many bytes the containers may take.</summary>
    public long MaxContainerBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>
    /// A container in which nothing has run for this time is forgotten when threads are purged (see <see cref="PurgePeriod"/>), because its end
    /// may not have been seen.
    /// </summary>
    public TimeSpan ContainerTimeout { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Plugins that see each event once the picture has been changed by it, before anybody else does; see <see cref="PluginSet.Configure"/>.</summary>
    public IReadOnlyList<IEventParserPlugin> Parsers { get; init; } = [];

    /// <summary>
    /// Whether asynchronous events and events about users and containers that come before all others tell what was there before, as at the beginning of a
    /// recording: they then change the picture and are not shown.
    /// </summary>
    public bool HasInitialState { get; init; } = true;

    /// <summary>Whether events of types that drivers no longer produce are left out, and counted, instead of being taken as they are.</summary>
    public bool SkipOldEvents { get; init; } = true;
}
