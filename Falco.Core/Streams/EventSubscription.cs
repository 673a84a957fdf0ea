namespace Falco.Core.Streams;

/// <summary>One observer of one source, until it is disposed, or the observer or the source ends.</summary>
internal sealed class EventSubscription(EventSource source, IEventObserver observer) : IDisposable
{
    private IEventObserver? _observer = observer;

    /// <summary>The observer, or <see langword="null"/> once the subscription has ended.</summary>
    public IEventObserver? Observer => _observer;

    /// <summary>Ends the subscription.</summary>
    /// <returns>The observer, if the subscription had not ended before.</returns>
    public IEventObserver? End() => Interlocked.Exchange(ref _observer, null);

    public void Dispose()
    {
        if (End() is not null)
            source.Remove(this);
    }
}
