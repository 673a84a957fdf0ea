using System.Runtime.CompilerServices;
using Falco.Core.Events;
using Falco.Core.Plugins;
using Falco.Drivers.Native.Plugins.Interface;

namespace Falco.Drivers.Native.Plugins;

/// <summary>The events of a native plugin. They are copied: the plugin may reuse their memory, or change it while they are judged.</summary>
internal sealed unsafe class NativeEventStream(NativePlugin plugin, nint stream) : IPluginEventStream
{
    private const uint MaxCount = 1 << 20;
    private const long MaxBytes = 256L * 1024 * 1024;
    private const double ProgressOfAll = 10_000;

    private nint _stream = stream;

    public PluginReadStatus Read(PluginEventBatch batch, CancellationToken stop)
    {
        uint count = 0;
        byte** events = null;
        var code = (ReturnCode)plugin.Functions.NextBatch(plugin.State, _stream, &count, &events);
        if (count > 0)
            Copy(batch, events, count);
        return code switch
        {
            ReturnCode.Success => PluginReadStatus.Continue,
            ReturnCode.Timeout => PluginReadStatus.Idle,
            ReturnCode.End => PluginReadStatus.End,
            _ => throw plugin.Failed(PluginFault.Read, "reading events"),
        };
    }

    public PluginProgress GetProgress()
    {
        if (plugin.Functions.GetProgress is null || _stream == 0)
            return default;
        uint progress = 0;
        string? text = NativeText.Copy(plugin.Functions.GetProgress(plugin.State, _stream, &progress));
        return new PluginProgress(Math.Min(progress / ProgressOfAll, 1), text);
    }

    public void Dispose()
    {
        if (_stream != 0)
            plugin.Functions.Close(plugin.State, _stream);
        _stream = 0;
    }

    private void Copy(PluginEventBatch batch, byte** events, uint count)
    {
        if (events is null)
            throw Malformed($"it tells of {count} events, but has none");
        if (count > MaxCount)
            throw Malformed($"it has {count} events, more than {MaxCount}");
        long total = 0;
        for (uint i = 0; i < count; i++)
        {
            byte* bytes = events[i];
            if (bytes is null)
                throw Malformed($"event {i} is a null pointer");
            uint length = Unsafe.ReadUnaligned<uint>(bytes + 16);
            if (length < Event.HeaderSize || length > PluginEventBatch.MaxEventBytes)
                throw Malformed($"event {i} tells of {length} bytes, not from {Event.HeaderSize} to {PluginEventBatch.MaxEventBytes}");
            total += length;
            if (total > MaxBytes)
                throw Malformed($"its events have more than {MaxBytes} bytes together");
            batch.AddEncoded(new ReadOnlySpan<byte>(bytes, (int)length));
        }
    }

    private PluginException Malformed(string problem) => new(PluginFault.MalformedEvent, $"plugin {plugin.Info.Name}: a batch cannot be used: {problem}");
}
