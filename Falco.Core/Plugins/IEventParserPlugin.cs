using Falco.Core.Events;
using Falco.Core.State;

namespace Falco.Core.Plugins;

/// <summary>A plugin that sees every event after the picture of the host has been changed by it, and before rules judge it.</summary>
public interface IEventParserPlugin : IPlugin
{
    /// <summary>The event sources that it wants to see. Its own is always among them; empty, if it has none, means all.</summary>
    IReadOnlyList<string> ParsedSources => [];

    /// <summary>The types of events that it wants to see; <see langword="null"/> for all.</summary>
    IReadOnlySet<EventType>? ParsedEventTypes => null;

    /// <summary>Takes an event. Called on the source's thread; what it throws ends the source's observer.</summary>
    void Parse(in HostEvent view);
}
