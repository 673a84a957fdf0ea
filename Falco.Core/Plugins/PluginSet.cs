using System.Text.RegularExpressions;
using Falco.Core.Fields;
using Falco.Core.State;
using Falco.Core.Streams;

namespace Falco.Core.Plugins;

/// <summary>The plugins of one event source: who delivers its events, who adds fields, parses, tells news.</summary>
/// <remarks>
/// Made once per source, of objects that serve this source only. From it come the field catalogue that rules are loaded with, the options of
/// the picture of the host, and the source itself.
/// </remarks>
public sealed partial class PluginSet
{
    private const string Syscall = "syscall";

    private readonly TimeProvider _clock;
    private readonly List<IEventSourcePlugin> _sources = [];
    private readonly List<FieldClass> _classes = [];
    private readonly List<IEventParserPlugin> _parsers = [];

    private PluginSet(string source, IReadOnlyList<IPlugin> plugins, TimeProvider clock)
    {
        Source = source;
        Plugins = plugins;
        _clock = clock;
    }

    /// <summary>The event source.</summary>
    public string Source { get; }

    /// <summary>The plugins in the order of loading.</summary>
    public IReadOnlyList<IPlugin> Plugins { get; }

    /// <summary>The plugin that opens the source: the first of those that deliver its events; <see langword="null"/> if none does.</summary>
    public IEventSourcePlugin? Opener => _sources.Count > 0 ? _sources[0] : null;

    /// <summary>The names of asynchronous events that may come, for the loading of rules.</summary>
    public IReadOnlySet<string> AsyncEvents => AsyncPlugins.SelectMany(plugin => plugin.AsyncEvents).ToHashSet(StringComparer.Ordinal);

    /// <summary>The names and versions, for rules that require plugins.</summary>
    public IReadOnlyDictionary<string, string> Versions => Plugins.ToDictionary(plugin => plugin.Info.Name, plugin => plugin.Info.Version);

    internal List<IAsyncEventPlugin> AsyncPlugins { get; } = [];

    internal List<ICaptureListenerPlugin> Listeners { get; } = [];

    /// <summary>Puts plugins together.</summary>
    /// <param name="source">The event source that they serve.</param>
    /// <param name="plugins">The plugins in the order of loading; those that have nothing to do with the source are refused.</param>
    /// <param name="clock">The clock; by default the system's.</param>
    /// <exception cref="PluginException">Two plugins exclude each other, one says impossible things of itself, or has no part in the source.</exception>
    public static PluginSet For(string source, IEnumerable<IPlugin> plugins, TimeProvider? clock = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(source);
        ArgumentNullException.ThrowIfNull(plugins);
        PluginSet set = new(source, [.. plugins], clock ?? TimeProvider.System);
        foreach (IPlugin plugin in set.Plugins)
            set.Add(plugin);
        return set;
    }

    /// <summary>Whether a plugin has a part in an event source.</summary>
    public static bool Serves(IPlugin plugin, string source)
    {
        ArgumentNullException.ThrowIfNull(plugin);
        string? own = OwnSource(plugin);
        return own == source
            || (plugin.GetCapability<IFieldPlugin>() is { } fields && Includes(fields.FieldSources, own, source))
            || (plugin.GetCapability<IEventParserPlugin>() is { } parser && Includes(parser.ParsedSources, own, source))
            || (plugin.GetCapability<IAsyncEventPlugin>() is { } asynchronous && Includes(asynchronous.AsyncSources, own, source))
            || (own is null && plugin.GetCapability<ICaptureListenerPlugin>() is not null);
    }

    /// <summary>Makes the catalogue by which rules of the source are loaded.</summary>
    /// <param name="staticFields">Constants that a configuration defines as <c>static.NAME</c>.</param>
    public FieldCatalog CreateCatalog(IReadOnlyDictionary<string, string>? staticFields = null) =>
        FieldCatalog.For(Source, staticFields, _classes, null, _sources);

    /// <summary>Adds the parsers to the options of the picture of the host; the first event of a plugin's source may be news.</summary>
    public HostStateOptions Configure(HostStateOptions? options = null)
    {
        options ??= HostStateOptions.Default;
        return options with { Parsers = _parsers, HasInitialState = options.HasInitialState && Source == Syscall };
    }

    /// <summary>Makes the source; the plugin opens it when it is run.</summary>
    /// <param name="parameters">What the plugin is to deliver, in its own language.</param>
    /// <exception cref="PluginException">No plugin delivers the events of the source.</exception>
    public PluginEventSource Open(string parameters = "")
    {
        ArgumentNullException.ThrowIfNull(parameters);
        IEventSourcePlugin opener = Opener ?? throw new PluginException(PluginFault.Conflict, $"Can't find plugin for event source: {Source}");
        return new PluginEventSource(this, opener, parameters, _clock);
    }

    /// <summary>Merges asynchronous events into a live source that is no plugin's, each before the first event that is later.</summary>
    /// <param name="source">The source; disposed of with the result. Not for recordings, which hold their asynchronous events themselves.</param>
    public IEventSource Accompany(IEventSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return AsyncPlugins.Count + Listeners.Count == 0 ? source : new AccompaniedSource(source, this, _clock);
    }

    private static string? OwnSource(IPlugin plugin) =>
        plugin.GetCapability<IEventSourcePlugin>() is not { } events ? null : events.Id == 0 ? Syscall : events.EventSource;

    internal static bool Includes(IReadOnlyList<string> sources, string? own, string source) =>
        own == source || (sources.Count == 0 ? own is null : sources.Contains(source));

    private void Add(IPlugin plugin)
    {
        PluginInfo info = plugin.Info;
        if (!Version().IsMatch(info.Version))
            throw new PluginException(PluginFault.Version, $"Plugin '{info.Name}' has invalid version string '{info.Version}'");
        if (Plugins.Any(other => other != plugin && other.Info.Name == info.Name))
            throw new PluginException(PluginFault.Conflict, $"found another plugin with name {info.Name}. Aborting.");
        if (!Serves(plugin, Source))
            throw new PluginException(PluginFault.Conflict, $"Plugin '{info.Name}' is loaded but unused as not compatible with any known event source");

        plugin.Attach(Source);
        string? own = OwnSource(plugin);
        if (own == Source)
            AddSource(plugin.GetCapability<IEventSourcePlugin>()!);
        if (plugin.GetCapability<IFieldPlugin>() is { } fields && Includes(fields.FieldSources, own, Source))
            AddFields(fields);
        if (plugin.GetCapability<IEventParserPlugin>() is { } parser && Includes(parser.ParsedSources, own, Source))
            _parsers.Add(parser);
        if (plugin.GetCapability<IAsyncEventPlugin>() is { } asynchronous && Includes(asynchronous.AsyncSources, own, Source))
            AsyncPlugins.Add(asynchronous);
        if (plugin.GetCapability<ICaptureListenerPlugin>() is { } listener)
            Listeners.Add(listener);
    }

    private void AddSource(IEventSourcePlugin plugin)
    {
        if (plugin.Id != 0 && (plugin.EventSource.Length == 0 || plugin.EventSource == Syscall))
            throw new PluginException(PluginFault.Description, $"Plugin '{plugin.Info.Name}' has an id, but no event source of its own");
        if (plugin.Id != 0 && _sources.Exists(other => other.Id == plugin.Id))
            throw new PluginException(PluginFault.Conflict, $"found another plugin with ID {plugin.Id}. Aborting.");
        _sources.Add(plugin);
    }

    private void AddFields(IFieldPlugin plugin)
    {
        if (plugin.Fields.Count == 0)
            throw new PluginException(PluginFault.Description, $"Plugin '{plugin.Info.Name}' has no fields");
        FieldCatalog known = CreateCatalog();
        HashSet<string> names = [.. known.Classes.SelectMany(fields => fields.Fields).Select(field => field.Name)];
        foreach (PluginField field in plugin.Fields)
        {
            if (!field.HasKnownType)
                throw new PluginException(PluginFault.Description, $"Plugin '{plugin.Info.Name}': field '{field.Name}' has a type that fields of plugins cannot have ({field.Type})");
            if (!names.Add(field.Name))
                throw new PluginException(PluginFault.Conflict, $"Plugin '{plugin.Info.Name}' supports extraction of field '{field.Name}' that is overlapping for source '{Source}'");
        }

        _classes.Add(PluginExtractedField.ClassOf(plugin, Source));
    }

    [GeneratedRegex(@"^\d+\.\d+\.\d+$", RegexOptions.CultureInvariant)]
    private static partial Regex Version();
}
