namespace Falco.Rules.Engine;

/// <summary>Those who are told of alerts on the source's thread.</summary>
internal sealed class AlertObservers
{
    private readonly Lock _gate = new();

    // Replaced, never changed: the source's thread walks over it without a lock.
    private volatile Subscription[] _subscriptions = [];
    private bool _isEnded;

    /// <summary>Adds an observer; disposing the result removes it.</summary>
    public IDisposable Add(IObserver<Alert> observer)
    {
        var subscription = new Subscription(this, observer);
        lock (_gate)
        {
            if (!_isEnded)
            {
                _subscriptions = [.. _subscriptions, subscription];
                return subscription;
            }
        }

        observer.OnCompleted();
        return subscription;
    }

    /// <summary>Tells everyone of an alert. An observer that throws loses its own subscription only.</summary>
    public void Publish(Alert alert)
    {
        foreach (Subscription subscription in _subscriptions)
        {
            try
            {
                subscription.Observer.OnNext(alert);
            }
            catch (Exception error)
            {
                Remove(subscription);
                TellError(subscription.Observer, error);
            }
        }
    }

    /// <summary>Tells everyone that there will be no more alerts.</summary>
    public void End(Exception? error)
    {
        Subscription[] last;
        lock (_gate)
        {
            _isEnded = true;
            last = _subscriptions;
            _subscriptions = [];
        }

        foreach (Subscription subscription in last)
        {
            if (error is null)
                subscription.Observer.OnCompleted();
            else
                subscription.Observer.OnError(error);
        }
    }

    // Who throws here, too, has been told; the other observers and the judging go on.
    private static void TellError(IObserver<Alert> observer, Exception error)
    {
        try
        {
            observer.OnError(error);
        }
        catch (Exception)
        {
            // There is nobody left to tell.
        }
    }

    private void Remove(Subscription subscription)
    {
        lock (_gate)
        {
            _subscriptions = Array.FindAll(_subscriptions, other => other != subscription);
        }
    }

    private sealed class Subscription(AlertObservers owner, IObserver<Alert> observer) : IDisposable
    {
        public IObserver<Alert> Observer => observer;

        public void Dispose() => owner.Remove(this);
    }
}
