using Falco.Core.Events;
using Falco.Core.Streams;

namespace Falco.Core.Plugins;

/// <summary>A source with the news of plugins merged into its stream, each before the first event that is later.</summary>
internal sealed class AccompaniedSource : EventSource, IEventObserver
{
    private readonly IEventSource _source;
    private readonly PluginCompanions _companions;
    private readonly EventAction _publish;

    public AccompaniedSource(IEventSource source, PluginSet plugins, TimeProvider clock)
    {
        _source = source;
        _companions = new PluginCompanions(plugins, sourceId: 0, clock);
        _publish = (in Event view) => Publish(in view);
    }

    public override string Name => _source.Name;

    IHostTableObserver? IEventObserver.Tables => Tables;

    void IEventObserver.OnEvent(in Event view)
    {
        _companions.Deliver(view.Timestamp, _publish);
        Publish(in view);
    }

    void IEventObserver.OnCompleted()
    {
    }

    void IEventObserver.OnError(Exception error)
    {
    }

    protected override void Produce(CancellationToken stop)
    {
        using IDisposable subscription = _source.Subscribe(this);
        try
        {
            _companions.Begin();
            if (_source.Run(stop) is { } failure)
                throw failure;
            _companions.Deliver(_companions.Now, _publish);
        }
        finally
        {
            _companions.End();
        }
    }

    protected override void Dispose(bool disposing)
    {
        _source.Dispose();
        base.Dispose(disposing);
    }
}
