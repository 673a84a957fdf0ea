using Falco.Core.Events;

namespace Falco.Core.Streams;

/// <summary>Receives events in place, on the source's thread.</summary>
/// <remarks>
/// What a call receives dies with the call: copy what must live longer. An observer that throws ends its own subscription
/// (it gets <see cref="OnError"/> with its own exception); other observers and the source go on.
/// </remarks>
public interface IEventObserver
{
    /// <summary>The receiver of the tables that precede the events (processes, descriptors, users …), or <see langword="null"/>.</summary>
    IHostTableObserver? Tables => null;

    /// <summary>The source starts.</summary>
    /// <param name="stop">Signalled when the source is to stop; an observer that waits in <see cref="OnEvent"/> must then give up.</param>
    void OnStarted(CancellationToken stop)
    {
    }

    /// <summary>One event.</summary>
    void OnEvent(in Event view);

    /// <summary>There will be no more events.</summary>
    void OnCompleted();

    /// <summary>The source, or this observer, failed; there will be no more calls.</summary>
    void OnError(Exception error);
}
