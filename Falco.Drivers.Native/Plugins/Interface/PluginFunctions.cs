using Falco.Core.Plugins;

namespace Falco.Drivers.Native.Plugins.Interface;

/// <summary>The functions of a plugin, found by their names; what it does not have is null.</summary>
internal sealed unsafe class PluginFunctions
{
    private readonly nint _library;
    private readonly string _path;

    /// <summary>Finds the functions, and checks that those are there that belong together.</summary>
    /// <exception cref="PluginException">A function is missing.</exception>
    public PluginFunctions(nint library, string path)
    {
        _library = library;
        _path = path;
        GetRequiredApiVersion = (delegate* unmanaged[Cdecl]<byte*>)Required("get_required_api_version");
        GetName = (delegate* unmanaged[Cdecl]<byte*>)Required("get_name");
        GetDescription = (delegate* unmanaged[Cdecl]<byte*>)Required("get_description");
        GetContact = (delegate* unmanaged[Cdecl]<byte*>)Required("get_contact");
        GetVersion = (delegate* unmanaged[Cdecl]<byte*>)Required("get_version");
        Init = (delegate* unmanaged[Cdecl]<InitInput*, int*, nint>)Required("init");
        Destroy = (delegate* unmanaged[Cdecl]<nint, void>)Required("destroy");
        GetLastError = (delegate* unmanaged[Cdecl]<nint, byte*>)Required("get_last_error");
        GetInitSchema = (delegate* unmanaged[Cdecl]<int*, byte*>)Find("get_init_schema");
        GetMetrics = (delegate* unmanaged[Cdecl]<nint, uint*, Metric*>)Find("get_metrics");
        SetConfig = (delegate* unmanaged[Cdecl]<nint, byte**, int>)Find("set_config");
        GetRequiredEventSchemaVersion = (delegate* unmanaged[Cdecl]<nint, byte*>)Find("get_required_event_schema_version");

        Open = (delegate* unmanaged[Cdecl]<nint, byte*, int*, nint>)Find("open");
        Close = (delegate* unmanaged[Cdecl]<nint, nint, void>)Find("close");
        NextBatch = (delegate* unmanaged[Cdecl]<nint, nint, uint*, byte***, int>)Find("next_batch");
        GetId = (delegate* unmanaged[Cdecl]<uint>)Find("get_id");
        GetEventSource = (delegate* unmanaged[Cdecl]<byte*>)Find("get_event_source");
        ListOpenParameters = (delegate* unmanaged[Cdecl]<nint, int*, byte*>)Find("list_open_params");
        GetProgress = (delegate* unmanaged[Cdecl]<nint, nint, uint*, byte*>)Find("get_progress");
        EventToString = (delegate* unmanaged[Cdecl]<nint, EventInput*, byte*>)Find("event_to_string");

        GetFields = (delegate* unmanaged[Cdecl]<byte*>)Find("get_fields");
        ExtractFields = (delegate* unmanaged[Cdecl]<nint, EventInput*, ExtractInput*, int>)Find("extract_fields");
        GetExtractEventTypes = (delegate* unmanaged[Cdecl]<uint*, nint, ushort*>)Find("get_extract_event_types");
        GetExtractEventSources = (delegate* unmanaged[Cdecl]<byte*>)Find("get_extract_event_sources");

        ParseEvent = (delegate* unmanaged[Cdecl]<nint, EventInput*, ParseInput*, int>)Find("parse_event");
        GetParseEventTypes = (delegate* unmanaged[Cdecl]<uint*, nint, ushort*>)Find("get_parse_event_types");
        GetParseEventSources = (delegate* unmanaged[Cdecl]<byte*>)Find("get_parse_event_sources");

        GetAsyncEvents = (delegate* unmanaged[Cdecl]<byte*>)Find("get_async_events");
        SetAsyncEventHandler = (delegate* unmanaged[Cdecl]<nint, nint, delegate* unmanaged[Cdecl]<nint, byte*, byte*, int>, int>)Find("set_async_event_handler");
        GetAsyncEventSources = (delegate* unmanaged[Cdecl]<byte*>)Find("get_async_event_sources");

        CaptureOpen = (delegate* unmanaged[Cdecl]<nint, CaptureListenInput*, int>)Find("capture_open");
        CaptureClose = (delegate* unmanaged[Cdecl]<nint, CaptureListenInput*, int>)Find("capture_close");
        Capabilities = FindCapabilities();
    }

    public PluginCapabilities Capabilities { get; }

    public readonly delegate* unmanaged[Cdecl]<byte*> GetRequiredApiVersion;
    public readonly delegate* unmanaged[Cdecl]<byte*> GetName;
    public readonly delegate* unmanaged[Cdecl]<byte*> GetDescription;
    public readonly delegate* unmanaged[Cdecl]<byte*> GetContact;
    public readonly delegate* unmanaged[Cdecl]<byte*> GetVersion;
    public readonly delegate* unmanaged[Cdecl]<InitInput*, int*, nint> Init;
    public readonly delegate* unmanaged[Cdecl]<nint, void> Destroy;
    public readonly delegate* unmanaged[Cdecl]<nint, byte*> GetLastError;
    public readonly delegate* unmanaged[Cdecl]<int*, byte*> GetInitSchema;
    public readonly delegate* unmanaged[Cdecl]<nint, uint*, Metric*> GetMetrics;
    public readonly delegate* unmanaged[Cdecl]<nint, byte**, int> SetConfig;
    public readonly delegate* unmanaged[Cdecl]<nint, byte*> GetRequiredEventSchemaVersion;
    public readonly delegate* unmanaged[Cdecl]<nint, byte*, int*, nint> Open;
    public readonly delegate* unmanaged[Cdecl]<nint, nint, void> Close;
    public readonly delegate* unmanaged[Cdecl]<nint, nint, uint*, byte***, int> NextBatch;
    public readonly delegate* unmanaged[Cdecl]<uint> GetId;
    public readonly delegate* unmanaged[Cdecl]<byte*> GetEventSource;
    public readonly delegate* unmanaged[Cdecl]<nint, int*, byte*> ListOpenParameters;
    public readonly delegate* unmanaged[Cdecl]<nint, nint, uint*, byte*> GetProgress;
    public readonly delegate* unmanaged[Cdecl]<nint, EventInput*, byte*> EventToString;
    public readonly delegate* unmanaged[Cdecl]<byte*> GetFields;
    public readonly delegate* unmanaged[Cdecl]<nint, EventInput*, ExtractInput*, int> ExtractFields;
    public readonly delegate* unmanaged[Cdecl]<uint*, nint, ushort*> GetExtractEventTypes;
    public readonly delegate* unmanaged[Cdecl]<byte*> GetExtractEventSources;
    public readonly delegate* unmanaged[Cdecl]<nint, EventInput*, ParseInput*, int> ParseEvent;
    public readonly delegate* unmanaged[Cdecl]<uint*, nint, ushort*> GetParseEventTypes;
    public readonly delegate* unmanaged[Cdecl]<byte*> GetParseEventSources;
    public readonly delegate* unmanaged[Cdecl]<byte*> GetAsyncEvents;
    public readonly delegate* unmanaged[Cdecl]<nint, nint, delegate* unmanaged[Cdecl]<nint, byte*, byte*, int>, int> SetAsyncEventHandler;
    public readonly delegate* unmanaged[Cdecl]<byte*> GetAsyncEventSources;
    public readonly delegate* unmanaged[Cdecl]<nint, CaptureListenInput*, int> CaptureOpen;
    public readonly delegate* unmanaged[Cdecl]<nint, CaptureListenInput*, int> CaptureClose;

    private PluginCapabilities FindCapabilities()
    {
        PluginCapabilities found = PluginCapabilities.None;
        if (Open is not null || Close is not null || NextBatch is not null)
        {
            Demand(Open is not null && Close is not null && NextBatch is not null, "plugin_open, plugin_close and plugin_next_batch belong together");
            Demand((GetId is null) == (GetEventSource is null), "plugin_get_id and plugin_get_event_source belong together");
            found |= PluginCapabilities.Sourcing;
        }

        Demand(ExtractFields is null || GetFields is not null, "plugin_extract_fields needs plugin_get_fields");
        Demand(SetAsyncEventHandler is null || GetAsyncEvents is not null, "plugin_set_async_event_handler needs plugin_get_async_events");
        Demand(CaptureOpen is null || CaptureClose is not null, "plugin_capture_open needs plugin_capture_close");
        if (ExtractFields is not null)
            found |= PluginCapabilities.Extraction;
        if (ParseEvent is not null)
            found |= PluginCapabilities.Parsing;
        if (SetAsyncEventHandler is not null)
            found |= PluginCapabilities.AsyncEvents;
        if (CaptureOpen is not null)
            found |= PluginCapabilities.CaptureListening;
        Demand(found != PluginCapabilities.None, "it has the functions of no capability");
        return found;
    }

    private void Demand(bool isMet, string problem)
    {
        if (!isMet)
            throw new PluginException(PluginFault.MissingFunction, $"cannot load plugin {_path}: {problem}");
    }

    private nint Required(string name)
    {
        nint address = Find(name);
        Demand(address != 0, $"it has no function plugin_{name}");
        return address;
    }

    private nint Find(string name) => DynamicLibrary.Find(_library, "plugin_" + name);
}
