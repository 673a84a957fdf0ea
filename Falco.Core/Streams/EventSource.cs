using Falco.Core.Events;

namespace Falco.Core.Streams;

/// <summary>Base of all sources: keeps the observers and fans events and host tables out to them.</summary>
/// <remarks>
/// A source runs once, on the thread that calls <see cref="Run"/>. Subscribing and unsubscribing is allowed from any thread;
/// a subscription that is disposed while an event is being delivered may still receive that event. While the source runs, what it holds
/// belongs to its thread: <see cref="Dispose()"/> then only asks it to stop, and the thread releases it at the end of <see cref="Run"/>.
/// </remarks>
public abstract partial class EventSource : IEventSource
{
    private readonly Lock _gate = new();
    private readonly List<EventSubscription> _subscriptions = [];

    // Set once when the source starts; entries never change, an ended subscription has no observer any more.
    private EventSubscription[] _running = [];
    private HostTableFanOut _tables;
    private Exception? _unhandled;
    private CancellationTokenSource? _run;
    private bool _isStarted;
    private bool _isDisposed;

    /// <summary>Prepares a source without observers.</summary>
    protected EventSource()
    {
        _tables = new HostTableFanOut(this, _running);
    }

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <summary>The receiver that hands the host's tables to every observer that wants them; to be asked for while the source runs.</summary>
    protected IHostTableObserver Tables => _tables;

    /// <inheritdoc/>
    public IDisposable Subscribe(IEventObserver observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_isStarted)
                throw new InvalidOperationException("The source runs already: subscribe before it is run.");
            EventSubscription subscription = new(this, observer);
            _subscriptions.Add(subscription);
            return subscription;
        }
    }

    /// <inheritdoc/>
    public Exception? Run(CancellationToken stop)
    {
        using var run = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Start(run);
        try
        {
            return Deliver(run.Token);
        }
        finally
        {
            End();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        bool isRunning;
        lock (_gate)
        {
            if (_isDisposed)
                return;
            _isDisposed = true;
            isRunning = _run is not null;

            // The token tells at once; who waits for it is told on another thread, because the gate is held.
            _ = _run?.CancelAsync();
        }

        if (!isRunning)
            Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the subscription of an observer that threw, and tells it why.</summary>
    internal void Fail(EventSubscription subscription, Exception error)
    {
        if (subscription.End() is not { } observer)
            return;
        try
        {
            observer.OnError(error);
        }
        catch (Exception unhandled)
        {
            // Nobody is left to hear of it but the caller of Run.
            _unhandled ??= unhandled;
        }
    }

    internal void Remove(EventSubscription subscription)
    {
        lock (_gate)
        {
            _subscriptions.Remove(subscription);
        }
    }

    /// <summary>Produces events until the source ends or is stopped, be it by the caller of <see cref="Run"/> or by <see cref="Dispose()"/>; throws what makes it fail.</summary>
    protected abstract void Produce(CancellationToken stop);

    /// <summary>Hands an event to every observer.</summary>
    protected void Publish(in Event view)
    {
        EventSubscription[] running = _running;
        int next = 0;
        while (next < running.Length)
        {
            // One try block around the loop, not in it: entering it costs, and observers rarely throw.
            try
            {
                for (; next < running.Length; next++)
                    running[next].Observer?.OnEvent(in view);
            }
            catch (Exception error)
            {
                Fail(running[next++], error);
            }
        }
    }

    /// <summary>Releases what the source holds. Never called while it runs.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }

    private void Start(CancellationTokenSource run)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_isStarted)
                throw new InvalidOperationException("The source has been run: a source runs once.");
            _isStarted = true;
            _run = run;
            _running = [.. _subscriptions];
            _tables = new HostTableFanOut(this, _running);
        }
    }

    private Exception? Deliver(CancellationToken stop)
    {
        Exception? failure = null;
        foreach (EventSubscription subscription in _running)
            Begin(subscription, stop);
        try
        {
            Produce(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // To be stopped is an orderly end.
        }
        catch (Exception error)
        {
            failure = error;
        }

        foreach (EventSubscription subscription in _running)
            Finish(subscription, failure);
        return failure ?? _unhandled;
    }

    private void End()
    {
        lock (_gate)
        {
            _run = null;
            if (!_isDisposed)
                return;
        }

        Dispose(true);
    }

    private void Begin(EventSubscription subscription, CancellationToken stop)
    {
        try
        {
            subscription.Observer?.OnStarted(stop);
        }
        catch (Exception error)
        {
            Fail(subscription, error);
        }
    }

    private void Finish(EventSubscription subscription, Exception? failure)
    {
        if (failure is not null)
        {
            Fail(subscription, failure);
            return;
        }

        try
        {
            subscription.Observer?.OnCompleted();
        }
        catch (Exception error)
        {
            Fail(subscription, error);
        }

        subscription.End();
    }
}
