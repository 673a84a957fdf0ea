namespace Falco.Drivers.Native.Plugins;

/// <summary>What a native plugin can do. The bits are those of the plugin interface.</summary>
[Flags]
public enum PluginCapabilities
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Delivers events.</summary>
    Sourcing = 1 << 0,

    /// <summary>Adds fields.</summary>
    Extraction = 1 << 1,

    /// <summary>Sees events before rules do.</summary>
    Parsing = 1 << 2,

    /// <summary>Tells news beside the events of a source.</summary>
    AsyncEvents = 1 << 3,

    /// <summary>Is told when a source starts and stops.</summary>
    CaptureListening = 1 << 4,
}
