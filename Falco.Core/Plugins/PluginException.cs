namespace Falco.Core.Plugins;

/// <summary>A plugin cannot be used, or has failed.</summary>
public sealed class PluginException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="fault">What kind of obstacle it is.</param>
    /// <param name="message">What is wrong, for people, with the name of the plugin or its file.</param>
    /// <param name="cause">What it comes from.</param>
    public PluginException(PluginFault fault, string message, Exception? cause = null)
        : base(message, cause)
    {
        Fault = fault;
    }

    /// <summary>What kind of obstacle it is.</summary>
    public PluginFault Fault { get; }
}

/// <summary>Why a plugin cannot be used, or what it did.</summary>
public enum PluginFault
{
    /// <summary>The file is not there, is no library for this machine, or refers to what is not there.</summary>
    NotLoadable,

    /// <summary>A function is missing that every plugin has, or that one of its capabilities needs.</summary>
    MissingFunction,

    /// <summary>It wants an interface of another version, or says its version in a way that is none.</summary>
    Version,

    /// <summary>It describes itself in a way that contradicts the interface: no name, no fields, an id without a source.</summary>
    Description,

    /// <summary>Its configuration does not fit its schema.</summary>
    Configuration,

    /// <summary>It does not start.</summary>
    Initialization,

    /// <summary>It does not open what it was asked to.</summary>
    Open,

    /// <summary>Its stream of events failed.</summary>
    Read,

    /// <summary>It delivered bytes that are no event, or an event that it may not deliver.</summary>
    MalformedEvent,

    /// <summary>It does not go with another one: same name, same id, same field; or there is no source that it could serve.</summary>
    Conflict,

    /// <summary>Another call of it failed.</summary>
    Call,
}
