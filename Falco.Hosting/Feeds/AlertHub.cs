using System.Threading.Channels;
using Falco.Rules.Engine;

namespace Falco.Hosting.Feeds;

/// <summary>Hands the alerts of all feeds to everyone who wants them. Called on the threads of the feeds, and never blocks them.</summary>
internal sealed class AlertHub(int capacity) : IObserver<Alert>
{
    private readonly AlertObservers _observers = new();
    private readonly Lazy<AlertQueue> _queue = new(() => new AlertQueue(capacity, AlertFullMode.DropNewest));

    public ChannelReader<Alert> Reader => _queue.Value.Reader;

    public long Dropped => _queue.IsValueCreated ? _queue.Value.Dropped : 0;

    public IDisposable Subscribe(IObserver<Alert> observer) => _observers.Add(observer);

    public void OnNext(Alert value)
    {
        _observers.Publish(value);
        if (_queue.IsValueCreated)
            _queue.Value.Write(value);
    }

    /// <summary>One feed has ended; the others may go on.</summary>
    public void OnCompleted()
    {
    }

    /// <summary>One feed has failed, which its status tells; the others may go on.</summary>
    public void OnError(Exception error)
    {
    }

    /// <summary>There will be no more alerts.</summary>
    public void End()
    {
        _observers.End(null);
        _queue.Value.Complete(null);
    }
}
