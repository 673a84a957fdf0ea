using System.Text;
using Falco.Core.Plugins;
using Falco.Core.State;
using Falco.Drivers.Native.Plugins.Interface;

namespace Falco.Drivers.Native.Plugins;

/// <summary>A native plugin that delivers events.</summary>
internal sealed unsafe class NativeEventSource(NativePlugin plugin) : NativeCapability(plugin), IEventSourcePlugin
{
    public uint Id => Plugin.Library.Id;

    public string EventSource => Plugin.Library.EventSource;

    public IPluginEventStream Open(string parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        byte[] text = [.. Encoding.UTF8.GetBytes(parameters), 0];
        int code = (int)ReturnCode.Success;
        nint stream;
        fixed (byte* pointer = text)
            stream = Plugin.Functions.Open(Plugin.State, pointer, &code);
        if (code == (int)ReturnCode.Success && stream != 0)
            return new NativeEventStream(Plugin, stream);

        PluginException failure = Plugin.Failed(PluginFault.Open, $"opening '{parameters}'");
        if (stream != 0)
            Plugin.Functions.Close(Plugin.State, stream);
        throw failure;
    }

    public IReadOnlyList<OpenParameter> ListOpenParameters()
    {
        if (Plugin.Functions.ListOpenParameters is null)
            return [];
        int code = (int)ReturnCode.Success;
        string? json = NativeText.Copy(Plugin.Functions.ListOpenParameters(Plugin.State, &code));
        return code == (int)ReturnCode.Success
            ? new PluginDescription(Info.Name).ReadOpenParameters(json)
            : throw Plugin.Failed(PluginFault.Call, "listing what can be opened");
    }

    public ReadOnlySpan<byte> Describe(in HostEvent view)
    {
        if (Plugin.Functions.EventToString is null)
            return default;
        fixed (byte* bytes = view.Event.Bytes)
        {
            EventInput input = new() { Event = bytes, Number = view.Number, Source = Plugin.SourceText };
            return NativeText.Bytes(Plugin.Functions.EventToString(Plugin.State, &input));
        }
    }
}
