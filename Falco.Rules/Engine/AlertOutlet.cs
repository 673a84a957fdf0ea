using System.Threading.Channels;

namespace Falco.Rules.Engine;

/// <summary>Where an engine's alerts and faults go, and where they are counted. May be used by many threads at once.</summary>
/// <param name="capacity">How many alerts wait to be read.</param>
/// <param name="mode">What happens to one that finds no room.</param>
/// <param name="isShared">Whether several threads raise alerts: observers are still told of one after the other, as they may expect.</param>
internal sealed class AlertOutlet(int capacity, AlertFullMode mode, bool isShared)
{
    private readonly AlertObservers _observers = new();
    private readonly Lazy<AlertQueue> _queue = new(() => new AlertQueue(capacity, mode));
    private readonly Lock _publishing = new();
    private long _alerts;
    private long _faults;

    public ChannelReader<Alert> Reader => _queue.Value.Reader;

    public long Dropped => _queue.IsValueCreated ? _queue.Value.Dropped : 0;

    public long Alerts => Volatile.Read(ref _alerts);

    public long Faults => Volatile.Read(ref _faults);

    public IDisposable Subscribe(IObserver<Alert> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return _observers.Add(observer);
    }

    public void CountAlert() => Interlocked.Increment(ref _alerts);

    public void CountFault() => Interlocked.Increment(ref _faults);

    public void Deliver(Alert alert)
    {
        if (isShared)
        {
            lock (_publishing)
            {
                _observers.Publish(alert);
            }
        }
        else
        {
            _observers.Publish(alert);
        }

        if (_queue.IsValueCreated)
            _queue.Value.Write(alert);
    }

    public void End(Exception? error)
    {
        _queue.Value.Complete(error);
        if (isShared)
        {
            // The last alert is told of before the end is.
            lock (_publishing)
            {
                _observers.End(error);
            }
        }
        else
        {
            _observers.End(error);
        }
    }
}
