using System.Buffers.Binary;
using Falco.Core.Events;
using Falco.Core.Streams;

namespace Falco.Core.Plugins;

/// <summary>The events of a plugin as an event source. <see cref="PluginSet.Open"/> makes one.</summary>
/// <remarks>The plugin opens its stream on the thread that runs the source: that it cannot is the result of <see cref="EventSource.Run"/>.</remarks>
public sealed class PluginEventSource : EventSource
{
    private readonly PluginSet _plugins;
    private readonly IEventSourcePlugin _plugin;
    private readonly string _parameters;
    private readonly PluginCompanions _companions;
    private readonly EventAction _publish;
    private long _events;
    private volatile IPluginEventStream? _stream;

    internal PluginEventSource(PluginSet plugins, IEventSourcePlugin plugin, string parameters, TimeProvider clock)
    {
        _plugins = plugins;
        _plugin = plugin;
        _parameters = parameters;
        _companions = new PluginCompanions(plugins, plugin.Id, clock);
        _publish = (in Event view) => Publish(in view);
    }

    /// <inheritdoc/>
    public override string Name => _plugins.Source;

    /// <summary>The plugin whose events these are.</summary>
    public PluginInfo Plugin => _plugin.Info;

    /// <summary>Events that the plugin has delivered.</summary>
    public long EventCount => Interlocked.Read(ref _events);

    /// <summary>Asynchronous events that found no room, had an unknown name or were too far ahead.</summary>
    public long DroppedAsyncEvents => _companions.Dropped;

    /// <summary>How far the stream has come. Ask on the source's thread; elsewhere, and before it runs, it is unknown.</summary>
    public PluginProgress GetProgress() => _stream?.GetProgress() ?? default;

    /// <inheritdoc/>
    protected override void Produce(CancellationToken stop)
    {
        using IPluginEventStream stream = _plugin.Open(_parameters);
        _stream = stream;
        try
        {
            _companions.Begin();
            Read(stream, stop);
        }
        finally
        {
            _stream = null;
            _companions.End();
        }
    }

    private void Read(IPluginEventStream stream, CancellationToken stop)
    {
        PluginEventBatch batch = new();
        PluginReadStatus status = PluginReadStatus.Continue;
        while (status != PluginReadStatus.End && !stop.IsCancellationRequested)
        {
            batch.Clear();
            try
            {
                status = stream.Read(batch, stop);
            }
            catch (PluginException) when (batch.Count > 0)
            {
                Deliver(batch, stop);
                throw;
            }

            if (status == PluginReadStatus.Continue && batch.Count == 0)
                throw new PluginException(PluginFault.Read, $"plugin {_plugin.Info.Name}: there are more events, but none in the batch");
            Deliver(batch, stop);
            if (status != PluginReadStatus.Continue)
                _companions.Deliver(_companions.Now, _publish);
        }
    }

    private void Deliver(PluginEventBatch batch, CancellationToken stop)
    {
        for (int i = 0; i < batch.Count && !stop.IsCancellationRequested; i++)
        {
            Span<byte> encoded = batch[i];
            Complete(encoded);
            EventFault fault = Event.TryRead(encoded, ushort.MaxValue, EventFlags.None, out Event view);
            if (fault != EventFault.None)
                throw Malformed($"its bytes are no event ({fault})");
            if (view.Type == EventType.PlugineventEnter)
                CheckId(in view, encoded);
            else if (_plugin.Id != 0)
                throw Malformed($"it is of type {(ushort)view.Type} instead of {(ushort)EventType.PlugineventEnter}");
            _events++;
            _companions.Deliver(view.Timestamp, _publish);
            Publish(in view);
        }
    }

    private void Complete(Span<byte> encoded)
    {
        if (encoded.Length < Event.HeaderSize)
            return;
        if (BinaryPrimitives.ReadUInt64LittleEndian(encoded) == PluginEventBatch.Now)
            BinaryPrimitives.WriteUInt64LittleEndian(encoded, _companions.Now);
        if (BinaryPrimitives.ReadUInt16LittleEndian(encoded[20..]) == (ushort)EventType.PlugineventEnter)
            BinaryPrimitives.WriteInt64LittleEndian(encoded[8..], -1);
    }

    // The plugin need not know its number: 0 becomes it.
    private void CheckId(in Event view, Span<byte> encoded)
    {
        if (view.EncodedParameterCount != 2 || view.GetBytes(0).Length != sizeof(uint))
            throw Malformed("it has not the two parameters that plugin events have");
        uint id = view.GetUInt32(0);
        if (id == 0 && _plugin.Id != 0)
            BinaryPrimitives.WriteUInt32LittleEndian(encoded[(PluginEventBatch.PayloadOffset - sizeof(uint))..], _plugin.Id);
        else if (id != _plugin.Id || id == 0)
            throw Malformed($"it carries the plugin id {id} instead of {_plugin.Id}");
    }

    private PluginException Malformed(string problem) =>
        new(PluginFault.MalformedEvent, $"plugin {_plugin.Info.Name}: event {_events + 1}: {problem}");
}
