using Falco.Core.Events;

namespace Falco.Core.Streams;

/// <summary>Base of all sources: keeps the observers and fans events out to them.</summary>
public abstract class EventSource : IEventSource
{
    private readonly List<IEventObserver> _observers = [];

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public IDisposable Subscribe(IEventObserver observer) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Exception? Run(CancellationToken stop) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>The receiver that hands the host's tables to every observer that wants them.</summary>
    protected IHostTableObserver Tables => throw new NotSupportedException();

    /// <summary>Produces events until the source ends or is stopped; throws what makes it fail.</summary>
    protected abstract void Produce(CancellationToken stop);

    /// <summary>Hands an event to every observer.</summary>
    protected void Publish(in Event view)
    {
        foreach (IEventObserver observer in _observers)
            observer.OnEvent(in view);
    }

    /// <summary>Releases what the source holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
