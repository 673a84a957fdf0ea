using Falco.Core.Events;
using Falco.Core.Plugins;
using Falco.Core.State;
using Falco.Drivers.Native.Plugins.Interface;

namespace Falco.Drivers.Native.Plugins;

/// <summary>A native plugin that parses events.</summary>
internal sealed unsafe class NativeParser(NativePlugin plugin, IReadOnlySet<EventType>? types) : NativeCapability(plugin), IEventParserPlugin
{
    private long _faults;

    public IReadOnlyList<string> ParsedSources => Plugin.Library.ParsedSources;

    public IReadOnlySet<EventType>? ParsedEventTypes { get; } = types;

    /// <summary>Events that it failed to parse.</summary>
    public long Faults => Interlocked.Read(ref _faults);

    public void Parse(in HostEvent view)
    {
        int code;
        fixed (byte* bytes = view.Event.Bytes)
        {
            EventInput input = new() { Event = bytes, Number = view.Number, Source = Plugin.SourceText };
            ParseInput tables = new()
            {
                Owner = Plugin.Owner,
                GetOwnerError = &PluginCallbacks.GetOwnerError,
                Reader = Plugin.Tables.Reader->Reader,
                Writer = Plugin.Tables.Writer->Writer,
                ReaderExt = Plugin.Tables.Reader,
                WriterExt = Plugin.Tables.Writer,
            };
            code = Plugin.Functions.ParseEvent(Plugin.State, &input, &tables);
        }

        if (code != (int)ReturnCode.Success)
            Interlocked.Increment(ref _faults);
    }
}
