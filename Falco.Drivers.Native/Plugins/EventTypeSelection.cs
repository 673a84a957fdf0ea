using Falco.Core.Events;
using Falco.Core.Plugins;
using Falco.Drivers.Native.Plugins.Interface;

namespace Falco.Drivers.Native.Plugins;

/// <summary>The types of events that a started plugin reads and parses; <see langword="null"/> for all.</summary>
internal sealed unsafe class EventTypeSelection
{
    private const string SchemaVersion = "4.3.0";
    private const string DefaultSchemaVersion = "3.0.0";
    private const uint MaxTypes = ushort.MaxValue;

    private readonly NativePluginLibrary _library;

    /// <exception cref="PluginException">The plugin knows another schema of events than this one.</exception>
    public EventTypeSelection(NativePluginLibrary library, nint state)
    {
        _library = library;
        PluginFunctions functions = library.Functions;
        bool needsSchema = false;
        if (library.Has(PluginCapabilities.Extraction))
        {
            Extracted = Read(functions.GetExtractEventTypes, state, library.FieldSources);
            needsSchema |= Extracted is null || Extracted.Any(type => type != EventType.PlugineventEnter);
        }

        if (library.Has(PluginCapabilities.Parsing))
        {
            Parsed = Read(functions.GetParseEventTypes, state, library.ParsedSources);
            needsSchema |= Parsed is null || Parsed.Any(type => type != EventType.PlugineventEnter);
        }

        if (needsSchema)
            CheckSchema(state);
    }

    public IReadOnlySet<EventType>? Extracted { get; }

    public IReadOnlySet<EventType>? Parsed { get; }

    private HashSet<EventType>? Read(delegate* unmanaged[Cdecl]<uint*, nint, ushort*> function, nint state, IReadOnlyList<string> sources)
    {
        uint count = 0;
        ushort* types = function is null ? null : function(&count, state);
        if (types is not null && count is > 0 and <= MaxTypes)
            return [.. new ReadOnlySpan<ushort>(types, (int)count).ToArray().Select(type => (EventType)type)];

        // Whoever names sources other than that of system calls means the events of plugins.
        bool hasOwn = _library.Id != 0;
        bool takesAll = sources.Contains("syscall") || (sources.Count == 0 && !hasOwn);
        return takesAll ? null : [EventType.PlugineventEnter];
    }

    private void CheckSchema(nint state)
    {
        string required = _library.Functions.GetRequiredEventSchemaVersion is var function && function is null
            ? DefaultSchemaVersion
            : NativeText.Copy(function(state)) ?? "";
        if (!PluginVersion.IsSatisfied(required, SchemaVersion))
            throw new PluginException(PluginFault.Version, $"plugin {_library.Info.Name}: it requires version {required} of the event schema, here is {SchemaVersion}");
    }
}
