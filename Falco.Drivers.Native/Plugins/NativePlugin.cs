using System.Runtime.InteropServices;
using System.Text;
using Falco.Core.Plugins;
using Falco.Drivers.Native.Plugins.Interface;

namespace Falco.Drivers.Native.Plugins;

/// <summary>A native plugin that is started, for one event source.</summary>
/// <remarks>
/// It is started and disposed of by one thread at a time, and between that used on the thread of its source only. Dispose of it when the source has ended.
/// </remarks>
public sealed unsafe class NativePlugin : IPlugin, IDisposable
{
    private readonly NativeEventSource? _events;
    private readonly NativeFields? _fields;
    private readonly NativeParser? _parser;
    private readonly NativeAsyncEvents? _async;
    private readonly NativeCaptureListener? _listener;
    private readonly Action<PluginLogEntry>? _onLog;
    private GCHandle _handle;
    private nint _state;
    private string? _source;
    private byte* _sourceText;

    internal NativePlugin(NativePluginLibrary library, string configuration, Action<PluginLogEntry>? onLog)
    {
        Library = library;
        _onLog = onLog;
        _handle = GCHandle.Alloc(this);
        Tables = new HostTables();
        try
        {
            Initialize(configuration);
            EventTypeSelection types = new(library, _state);
            _events = library.Has(PluginCapabilities.Sourcing) ? new NativeEventSource(this) : null;
            _fields = library.Has(PluginCapabilities.Extraction) ? new NativeFields(this, types.Extracted) : null;
            _parser = library.Has(PluginCapabilities.Parsing) ? new NativeParser(this, types.Parsed) : null;
            _async = library.Has(PluginCapabilities.AsyncEvents) ? new NativeAsyncEvents(this) : null;
            _listener = library.Has(PluginCapabilities.CaptureListening) ? new NativeCaptureListener(this) : null;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public PluginInfo Info => Library.Info;

    /// <summary>The library that it comes from.</summary>
    public NativePluginLibrary Library { get; }

    /// <summary>Fields that the plugin failed to read, or read as something that no value can be; they count as missing.</summary>
    public long FieldFaults => _fields?.Faults ?? 0;

    /// <summary>Events that the plugin failed to parse.</summary>
    public long ParseFaults => _parser?.Faults ?? 0;

    /// <summary>What the plugin's functions take as their first argument.</summary>
    internal nint State => _state != 0 ? _state : throw new ObjectDisposedException(Info.Name);

    internal PluginFunctions Functions => Library.Functions;

    /// <summary>What callbacks are called with, to find this object.</summary>
    internal nint Owner => GCHandle.ToIntPtr(_handle);

    internal HostTables Tables { get; }

    /// <summary>The event source that it serves, as the plugin is told it.</summary>
    internal byte* SourceText => _sourceText;

    /// <inheritdoc/>
    public T? GetCapability<T>()
        where T : class
    {
        object? capability = typeof(T) == typeof(IEventSourcePlugin) ? _events
            : typeof(T) == typeof(IFieldPlugin) ? _fields
            : typeof(T) == typeof(IEventParserPlugin) ? _parser
            : typeof(T) == typeof(IAsyncEventPlugin) ? _async
            : typeof(T) == typeof(ICaptureListenerPlugin) ? _listener
            : this;
        return capability as T;
    }

    /// <inheritdoc/>
    public void Attach(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (_source is not null && _source != source)
            throw new InvalidOperationException($"plugin {Info.Name} serves the source '{_source}' already: start it again for '{source}'");
        if (_source is null)
            _sourceText = NativeText.Allocate(source);
        _source = source;
    }

    /// <summary>Stops the plugin. Its library stays mapped.</summary>
    public void Dispose()
    {
        if (!_handle.IsAllocated)
            return;
        if (_state != 0)
            Functions.Destroy(_state);
        _state = 0;
        _fields?.Free();
        Tables.Free();
        NativeMemory.Free(_sourceText);
        _sourceText = null;
        _handle.Free();
    }

    /// <summary>What the plugin says of its last failure.</summary>
    internal string LastError() =>
        NativeText.Copy(Functions.GetLastError(State)) is { Length: > 0 } text ? text : "it does not say why";

    internal PluginException Failed(PluginFault fault, string call) => new(fault, $"plugin {Info.Name}: {call} failed: {LastError()}");

    internal NativeAsyncEvents? AsyncEvents => _async;

    internal NativeCaptureListener? Listener => _listener;

    internal void Log(string? component, string message, int severity) =>
        _onLog?.Invoke(new PluginLogEntry(Info.Name, component, message, severity));

    private void Initialize(string configuration)
    {
        byte[] text = [.. Encoding.UTF8.GetBytes(configuration), 0];
        bool hasTables = (Library.Capabilities & (PluginCapabilities.Parsing | PluginCapabilities.Extraction)) != 0;
        int code = (int)ReturnCode.Success;
        fixed (byte* pointer = text)
        {
            InitInput input = new()
            {
                Configuration = pointer,
                Owner = Owner,
                GetOwnerError = &PluginCallbacks.GetOwnerError,
                Tables = hasTables ? Tables.InitInput : null,
                Log = &PluginCallbacks.Log,
            };
            _state = Functions.Init(&input, &code);
        }

        if (_state == 0)
            throw new PluginException(PluginFault.Initialization, $"plugin {Info.Name}: it does not start, and does not say why");
        if (code != (int)ReturnCode.Success)
            throw Failed(PluginFault.Initialization, "its start");
    }
}
