using System.Runtime.CompilerServices;
using Falco.Core.Events;
using Falco.Core.Plugins;
using Falco.Drivers.Native.Plugins.Interface;

namespace Falco.Drivers.Native.Plugins;

/// <summary>A native plugin that tells news from threads of its own.</summary>
internal sealed unsafe class NativeAsyncEvents(NativePlugin plugin) : NativeCapability(plugin), IAsyncEventPlugin
{
    private const int ParameterCount = 3;

    private volatile IAsyncEventSink? _sink;

    public IReadOnlyList<string> AsyncEvents => Plugin.Library.AsyncEvents;

    public IReadOnlyList<string> AsyncSources => Plugin.Library.AsyncSources;

    public void Start(IAsyncEventSink sink)
    {
        _sink = sink;
        if (Plugin.Functions.SetAsyncEventHandler(Plugin.State, Plugin.Owner, &PluginCallbacks.TakeAsyncEvent) == (int)ReturnCode.Success)
            return;
        _sink = null;
        throw Plugin.Failed(PluginFault.Call, "starting its asynchronous events");
    }

    public void Stop()
    {
        // The plugin ends its threads before it returns.
        int code = Plugin.Functions.SetAsyncEventHandler(Plugin.State, Plugin.Owner, null);
        _sink = null;
        if (code != (int)ReturnCode.Success)
            throw Plugin.Failed(PluginFault.Call, "ending its asynchronous events");
    }

    /// <summary>Takes an event on a thread of the plugin.</summary>
    /// <returns>Why it is refused, or <see langword="null"/>.</returns>
    public string? Take(byte* encoded)
    {
        if (_sink is not { } sink)
            return "no source runs";
        if (encoded is null)
            return "the event is a null pointer";
        uint length = Unsafe.ReadUnaligned<uint>(encoded + 16);
        if (length is < Event.HeaderSize or > PluginEventBatch.MaxEventBytes)
            return $"the event tells of {length} bytes";
        EventFault fault = Event.TryRead(new ReadOnlySpan<byte>(encoded, (int)length), ushort.MaxValue, EventFlags.None, out Event view);
        if (fault != EventFault.None)
            return $"the bytes are no event: {fault}";
        if (view.Type != EventType.AsynceventEnter || view.EncodedParameterCount != ParameterCount)
            return $"an event of type {(ushort)view.Type} with {view.EncodedParameterCount} parameters is no asynchronous event";
        return sink.TryPost(view.GetText(1), view.GetBytes(2), view.Timestamp, view.ThreadId)
            ? null
            : "the event has an unknown name, is too far ahead, is about a thread, or found no room";
    }
}
