namespace Falco.Core.Streams;

/// <summary>Where events come from: a capture, the kernel, a plugin, an application.</summary>
/// <remarks>
/// A source may be disposed of from any thread, by an observer, too. One that runs is stopped by it, as by the token of <see cref="Run"/>, and
/// <see cref="IDisposable.Dispose"/> does not wait: the thread that runs it releases what it holds before <see cref="Run"/> returns.
/// </remarks>
public interface IEventSource : IDisposable
{
    /// <summary>The name that rules know (<c>source:</c>), for instance <c>syscall</c>.</summary>
    string Name { get; }

    /// <summary>Adds an observer; disposing the result removes it. Observers are called in the order of subscription.</summary>
    /// <exception cref="InvalidOperationException">The source runs already.</exception>
    /// <exception cref="ObjectDisposedException">The source was disposed of.</exception>
    IDisposable Subscribe(IEventObserver observer);

    /// <summary>Delivers events on the calling thread until the source ends, fails or is stopped.</summary>
    /// <remarks>A failure goes to the observers (<see cref="IEventObserver.OnError"/>) and into the result; it is not thrown.</remarks>
    /// <returns>The failure, or <see langword="null"/>.</returns>
    /// <exception cref="InvalidOperationException">The source has been run.</exception>
    /// <exception cref="ObjectDisposedException">The source was disposed of.</exception>
    Exception? Run(CancellationToken stop);
}
