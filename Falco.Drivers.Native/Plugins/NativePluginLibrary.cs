using System.Text.Json;
using Falco.Core.Plugins;
using Falco.Drivers.Native.Plugins.Interface;

namespace Falco.Drivers.Native.Plugins;

/// <summary>A shared library with Falco's plugin interface, mapped and described, but not started.</summary>
/// <remarks>
/// A library stays mapped for the life of the process. It runs with all rights of the process: what no host can prevent, <c>docs/plugins.md</c> tells.
/// </remarks>
public sealed unsafe class NativePluginLibrary
{
    /// <summary>The version of the plugin interface that is offered.</summary>
    public const string ApiVersion = "3.12.0";

    private const int SchemaOfJson = 1;

    private NativePluginLibrary(string path, PluginFunctions functions)
    {
        Path = path;
        Functions = functions;
        string required = NativeText.Copy(functions.GetRequiredApiVersion()) ?? "";
        if (!PluginVersion.IsSatisfied(required, ApiVersion))
            throw new PluginException(PluginFault.Version, $"cannot load plugin {path}: it requires version '{required}' of the plugin interface, here is {ApiVersion}");
        RequiredApiVersion = required;
        Info = ReadInfo(functions, path);

        PluginDescription description = new(Info.Name);
        if (functions.GetId is not null)
        {
            Id = functions.GetId();
            EventSource = NativeText.Copy(functions.GetEventSource()) ?? "";
            if ((Id == 0) != (EventSource.Length == 0))
                throw new PluginException(PluginFault.Description, $"plugin {Info.Name}: an id and an event source belong together: {Id}, '{EventSource}'");
            if (EventSource == "syscall")
                throw new PluginException(PluginFault.Description, $"plugin {Info.Name}: 'syscall' is no event source of a plugin");
        }

        if (Has(PluginCapabilities.Extraction))
        {
            Fields = description.ReadFields(NativeText.Copy(functions.GetFields()));
            FieldSources = ReadSources(description, functions.GetExtractEventSources, "plugin_get_extract_event_sources");
        }

        if (Has(PluginCapabilities.Parsing))
            ParsedSources = ReadSources(description, functions.GetParseEventSources, "plugin_get_parse_event_sources");
        if (Has(PluginCapabilities.AsyncEvents))
        {
            AsyncEvents = description.ReadNames(NativeText.Copy(functions.GetAsyncEvents()), "plugin_get_async_events");
            AsyncSources = ReadSources(description, functions.GetAsyncEventSources, "plugin_get_async_event_sources");
            if (AsyncEvents.Count == 0)
                throw new PluginException(PluginFault.Description, $"plugin {Info.Name}: it tells asynchronous events, but names none");
        }

        if (functions.GetInitSchema is not null)
        {
            int type = 0;
            string? schema = NativeText.Copy(functions.GetInitSchema(&type));
            ConfigurationSchema = type == SchemaOfJson ? schema : null;
        }
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>What the plugin says of itself.</summary>
    public PluginInfo Info { get; }

    /// <summary>The version of the interface that it requires at least.</summary>
    public string RequiredApiVersion { get; }

    /// <summary>What it can do.</summary>
    public PluginCapabilities Capabilities => Functions.Capabilities;

    /// <summary>The number of its events; 0 if it delivers none, or events of the types of system calls.</summary>
    public uint Id { get; }

    /// <summary>The name of its event source; empty if <see cref="Id"/> is 0.</summary>
    public string EventSource { get; } = "";

    /// <summary>The JSON schema of its configuration, or <see langword="null"/>.</summary>
    public string? ConfigurationSchema { get; }

    /// <summary>The fields that it adds.</summary>
    public IReadOnlyList<PluginField> Fields { get; } = [];

    /// <summary>The names of its asynchronous events.</summary>
    public IReadOnlyList<string> AsyncEvents { get; } = [];

    internal IReadOnlyList<string> FieldSources { get; } = [];

    internal IReadOnlyList<string> ParsedSources { get; } = [];

    internal IReadOnlyList<string> AsyncSources { get; } = [];

    internal PluginFunctions Functions { get; }

    /// <summary>Maps a library and asks what it is.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="PluginException">It cannot be mapped, is no plugin, or contradicts the interface.</exception>
    public static NativePluginLibrary Load(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        string full = System.IO.Path.GetFullPath(path);
        return new NativePluginLibrary(full, new PluginFunctions(DynamicLibrary.Load(full), full));
    }

    /// <summary>Starts the plugin for one event source. May be called again for another.</summary>
    /// <param name="configuration">Its configuration, in its own language, mostly JSON.</param>
    /// <param name="onLog">Takes what it writes to the log, from any thread.</param>
    /// <exception cref="PluginException">The configuration does not fit, or the plugin does not start.</exception>
    public NativePlugin Start(string configuration = "", Action<PluginLogEntry>? onLog = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (ConfigurationSchema is not null)
            configuration = CheckJson(configuration);
        return new NativePlugin(this, configuration, onLog);
    }

    /// <summary>Whether the plugin has a part in an event source, so that it should be started for it.</summary>
    public bool Serves(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        string? own = !Has(PluginCapabilities.Sourcing) ? null : Id == 0 ? "syscall" : EventSource;
        return own == source
            || (Has(PluginCapabilities.Extraction) && PluginSet.Includes(FieldSources, own, source))
            || (Has(PluginCapabilities.Parsing) && PluginSet.Includes(ParsedSources, own, source))
            || (Has(PluginCapabilities.AsyncEvents) && PluginSet.Includes(AsyncSources, own, source))
            || (own is null && Has(PluginCapabilities.CaptureListening));
    }

    internal bool Has(PluginCapabilities capability) => (Capabilities & capability) != 0;

    private string CheckJson(string configuration)
    {
        if (configuration.Length == 0)
            return "{}";
        try
        {
            using JsonDocument document = JsonDocument.Parse(configuration);
            return configuration;
        }
        catch (JsonException error)
        {
            throw new PluginException(PluginFault.Configuration, $"plugin {Info.Name}: its configuration is no JSON: {error.Message}", error);
        }
    }

    private static List<string> ReadSources(PluginDescription description, delegate* unmanaged[Cdecl]<byte*> function, string name) =>
        function is null ? [] : description.ReadNames(NativeText.Copy(function()), name);

    private static PluginInfo ReadInfo(PluginFunctions functions, string path)
    {
        PluginInfo info = new(
            NativeText.Copy(functions.GetName()) ?? "",
            NativeText.Copy(functions.GetVersion()) ?? "",
            NativeText.Copy(functions.GetDescription()) ?? "",
            NativeText.Copy(functions.GetContact()) ?? "");
        if (info.Name.Length == 0)
            throw new PluginException(PluginFault.Description, $"cannot load plugin {path}: it has no name");
        return PluginVersion.TryParse(info.Version, out _)
            ? info
            : throw new PluginException(PluginFault.Version, $"plugin {info.Name}: its version, '{info.Version}', is none");
    }
}
