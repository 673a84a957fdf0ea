namespace Falco.Core.Streams;

/// <summary>Where events come from: a capture, the kernel, a plugin, an application.</summary>
public interface IEventSource : IDisposable
{
    /// <summary>The name that rules know (<c>source:</c>), for instance <c>syscall</c>.</summary>
    string Name { get; }

    /// <summary>Adds an observer; disposing the result removes it. Observers are called in the order of subscription.</summary>
    /// <exception cref="InvalidOperationException">The source runs already.</exception>
    IDisposable Subscribe(IEventObserver observer);

    /// <summary>Delivers events on the calling thread until the source ends, fails or is stopped.</summary>
    /// <remarks>A failure goes to the observers (<see cref="IEventObserver.OnError"/>) and into the result; it is not thrown.</remarks>
    /// <returns>The failure, or <see langword="null"/>.</returns>
    Exception? Run(CancellationToken stop);
}
