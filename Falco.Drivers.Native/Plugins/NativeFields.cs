using Falco.Core.Events;
using Falco.Core.Plugins;

namespace Falco.Drivers.Native.Plugins;

/// <summary>The fields of a native plugin.</summary>
internal sealed class NativeFields(NativePlugin plugin, IReadOnlySet<EventType>? types) : NativeCapability(plugin), IFieldPlugin
{
    private readonly Lock _gate = new();

    // Rules that are loaded again name the same fields; what they need of unmanaged memory is made once.
    private readonly Dictionary<string, NativeFieldReader> _readers = new(StringComparer.Ordinal);
    private long _faults;

    public IReadOnlyList<PluginField> Fields => Plugin.Library.Fields;

    public IReadOnlyList<string> FieldSources => Plugin.Library.FieldSources;

    public IReadOnlySet<EventType>? FieldEventTypes { get; } = types;

    /// <summary>Reads that failed.</summary>
    public long Faults => Interlocked.Read(ref _faults);

    public PluginFieldReader Bind(PluginFieldRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        lock (_gate)
        {
            if (!_readers.TryGetValue(request.Text, out NativeFieldReader? reader))
            {
                reader = new NativeFieldReader(Plugin, this, request);
                _readers.Add(request.Text, reader);
            }

            return reader.Read;
        }
    }

    public bool CountFault()
    {
        Interlocked.Increment(ref _faults);
        return false;
    }

    public void Free()
    {
        lock (_gate)
        {
            foreach (NativeFieldReader reader in _readers.Values)
                reader.Free();
            _readers.Clear();
        }
    }
}
