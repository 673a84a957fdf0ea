using System.Text;
using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Core.State;

namespace Falco.Core.Plugins;

/// <summary>What the plugins of a source say of their events: <c>evt.pluginname</c> and <c>evt.plugininfo</c>.</summary>
internal sealed class PluginEventText
{
    private const int MaxShown = 50;

    private readonly IReadOnlyList<IEventSourcePlugin> _plugins;
    private readonly byte[][] _names;

    public PluginEventText(IReadOnlyList<IEventSourcePlugin> plugins)
    {
        _plugins = plugins;
        _names = [.. plugins.Select(plugin => Encoding.UTF8.GetBytes(plugin.Info.Name))];
    }

    public bool TryGetName(in HostEvent view, ref FieldValue value)
    {
        int index = IndexOf(in view);
        return index >= 0 && FieldValue.Of(_names[index], ref value);
    }

    public bool TryGetInfo(in HostEvent view, FieldScratch scratch, ref FieldValue value)
    {
        int index = IndexOf(in view);
        if (index < 0)
            return false;
        ReadOnlySpan<byte> told = _plugins[index].Describe(in view);
        if (told.IsEmpty)
            return FieldValue.Of(Describe(view.Event.GetBytes(1), scratch), ref value);

        // The text is the plugin's until its next call.
        Span<byte> copy = scratch.Take(told.Length);
        told.CopyTo(copy);
        return FieldValue.Of(copy, ref value);
    }

    private int IndexOf(in HostEvent view)
    {
        if (view.Event.Type != EventType.PlugineventEnter)
            return -1;
        uint id = view.Event.GetUInt32(0);
        for (int i = 0; i < _plugins.Count; i++)
        {
            if (_plugins[i].Id == id)
                return i;
        }

        return -1;
    }

    private static ReadOnlySpan<byte> Describe(ReadOnlySpan<byte> data, FieldScratch scratch)
    {
        Utf8Composer composer = new(scratch);
        composer.Append("datalen="u8);
        composer.Append((long)data.Length);
        composer.Append(" data="u8);
        ReadOnlySpan<byte> shown = data[..Math.Min(data.Length, MaxShown)];
        if (shown.ContainsAnyExceptInRange((byte)' ', (byte)'~'))
        {
            composer.Append("<binary>"u8);
            return composer.Finish();
        }

        composer.Append(shown);
        if (data.Length > MaxShown)
            composer.Append("..."u8);
        return composer.Finish();
    }
}
