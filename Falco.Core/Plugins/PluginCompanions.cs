using Falco.Core.Events;
using Falco.Core.Streams;

namespace Falco.Core.Plugins;

/// <summary>The plugins beside a running source: those that tell news, and those that are told when it runs. Used on the source's thread.</summary>
internal sealed class PluginCompanions(PluginSet plugins, uint sourceId, TimeProvider clock)
{
    private readonly AsyncEventQueue _queue = new(clock);
    private readonly List<IAsyncEventPlugin> _started = [];
    private readonly List<ICaptureListenerPlugin> _listening = [];

    /// <summary>News that were turned away.</summary>
    public long Dropped => _queue.Dropped;

    /// <summary>Nanoseconds since the Unix epoch.</summary>
    public ulong Now => _queue.Now;

    public void Begin()
    {
        foreach (ICaptureListenerPlugin listener in plugins.Listeners)
        {
            listener.OnOpened();
            _listening.Add(listener);
        }

        foreach (IAsyncEventPlugin plugin in plugins.AsyncPlugins)
        {
            plugin.Start(new AsyncEventSink(_queue, plugin, sourceId));
            _started.Add(plugin);
        }
    }

    /// <summary>Delivers the news that are not later than a time.</summary>
    public void Deliver(ulong time, EventAction publish)
    {
        while (_queue.TryTake(time, out byte[] encoded))
        {
            if (Event.TryRead(encoded, ushort.MaxValue, EventFlags.None, out Event view) == EventFault.None)
                publish(in view);
        }
    }

    /// <summary>Ends all that have begun; the first failure is thrown when all have ended.</summary>
    public void End()
    {
        PluginException? failure = null;
        foreach (IAsyncEventPlugin plugin in _started)
            failure ??= Try(plugin.Stop);
        foreach (ICaptureListenerPlugin listener in _listening)
            failure ??= Try(listener.OnClosed);
        if (failure is not null)
            throw failure;
    }

    private static PluginException? Try(Action end)
    {
        try
        {
            end();
            return null;
        }
        catch (PluginException error)
        {
            return error;
        }
    }
}
