namespace Falco.Core.Plugins;

/// <summary>A plugin that delivers events.</summary>
public interface IEventSourcePlugin : IPlugin
{
    /// <summary>
    /// The number by which its events are known in captures: registered, or 999 while it is developed. 0 for a plugin whose events are of the
    /// types of system calls.
    /// </summary>
    uint Id { get; }

    /// <summary>The name of its events' source, which rules name as <c>source:</c>; several plugins may share one.</summary>
    string EventSource { get; }

    /// <summary>Begins to deliver events.</summary>
    /// <param name="parameters">What to deliver, in the plugin's own language; often a path or an address.</param>
    /// <exception cref="PluginException">The parameters do not fit, or what they name cannot be had.</exception>
    IPluginEventStream Open(string parameters);

    /// <summary>What a person may want to open, for instance the files that are there.</summary>
    IReadOnlyList<OpenParameter> ListOpenParameters() => [];

    /// <summary>Describes an event in a line of UTF-8 (<c>evt.plugininfo</c>). Called on the source's thread.</summary>
    /// <returns>The text, valid until the next call; empty to leave it to the engine.</returns>
    ReadOnlySpan<byte> Describe(in State.HostEvent view) => default;
}
