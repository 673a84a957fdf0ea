namespace Falco.Core.Streams;

/// <summary>Shorter ways to subscribe.</summary>
public static class EventSourceExtensions
{
    /// <summary>Calls a delegate for every event.</summary>
    /// <param name="source">The source.</param>
    /// <param name="onEvent">Called for every event, on the source's thread.</param>
    /// <param name="onError">
    /// Called when the source fails or <paramref name="onEvent"/> throws. Without it, what <paramref name="onEvent"/> threw is the result
    /// of <see cref="IEventSource.Run"/>.
    /// </param>
    /// <param name="onCompleted">Called when there will be no more events.</param>
    /// <returns>Removes the delegate when it is disposed.</returns>
    /// <exception cref="InvalidOperationException">The source runs already.</exception>
    public static IDisposable Subscribe(
        this IEventSource source, EventAction onEvent, Action<Exception>? onError = null, Action? onCompleted = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(onEvent);
        return source.Subscribe(new DelegateObserver(onEvent, onError, onCompleted));
    }

    /// <summary>Opens a channel that carries the events to other threads.</summary>
    /// <param name="source">The source.</param>
    /// <param name="options">How to batch and what to do when the reader is slow.</param>
    /// <returns>The channel; disposing it ends the subscription.</returns>
    /// <exception cref="InvalidOperationException">The source runs already.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static EventChannel OpenChannel(this IEventSource source, EventChannelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new EventChannel(source, options ?? new EventChannelOptions());
    }
}
