using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Core.State;

namespace Falco.Core.Plugins;

/// <summary>A plugin that adds fields to conditions and outputs.</summary>
public interface IFieldPlugin : IPlugin
{
    /// <summary>The fields, at least one.</summary>
    IReadOnlyList<PluginField> Fields { get; }

    /// <summary>The event sources whose events have the fields. Its own is always among them; empty, if it has none, means all.</summary>
    IReadOnlyList<string> FieldSources => [];

    /// <summary>The types of events that have the fields; <see langword="null"/> for all.</summary>
    IReadOnlySet<EventType>? FieldEventTypes => null;

    /// <summary>Prepares the reading of a field, when rules are loaded, on any thread.</summary>
    /// <param name="request">The field and its argument.</param>
    /// <returns>What reads it, on the source's thread.</returns>
    PluginFieldReader Bind(PluginFieldRequest request);
}

/// <summary>Reads the value of a field.</summary>
/// <param name="view">The event.</param>
/// <param name="scratch">Room for a value that is put together; a value may also refer to the event itself.</param>
/// <param name="value">The value; its type is set already.</param>
/// <returns>Whether there is one.</returns>
public delegate bool PluginFieldReader(in HostEvent view, FieldScratch scratch, ref FieldValue value);
