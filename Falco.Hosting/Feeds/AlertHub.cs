using System.Threading.Channels;
using Falco.Outputs.Delivery;
using Falco.Rules.Engine;

namespace Falco.Hosting.Feeds;

/// <summary>
/// Hands the alerts of all feeds to everyone who wants them: observers, the channel, the queues of the sinks. Called on the threads of the feeds,
/// and never blocks them.
/// </summary>
internal sealed class AlertHub(int capacity) : IObserver<Alert>
{
    private readonly AlertOutlet _outlet = new(capacity, AlertFullMode.DropNewest, isShared: true);

    public ChannelReader<Alert> Reader => _outlet.Reader;

    public long Dropped => _outlet.Dropped;

    /// <summary>The sinks, once the engine starts.</summary>
    public AlertDispatcher? Sinks { get; set; }

    public IDisposable Subscribe(IObserver<Alert> observer) => _outlet.Subscribe(observer);

    public void OnNext(Alert value)
    {
        Sinks?.Post(value);
        _outlet.Deliver(value);
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
    public void End() => _outlet.End(null);
}
