using Falco.Core.Events;

namespace Falco.Core.Streams;

/// <summary>
/// Says which events of a live source have to wait for news from beside its stream, for instance for what a runtime knows of a new container. Called on the
/// source's thread only.
/// </summary>
public interface IEventGate
{
    /// <summary>Whether all news that events wait for have been posted, or will not come.</summary>
    bool IsOpen { get; }

    /// <summary>Looks at an event before it is delivered. Called once for each event of the stream, in order.</summary>
    /// <returns>Whether it needs news that are not there yet: it and all after it then wait.</returns>
    bool Inspect(in Event view);
}
