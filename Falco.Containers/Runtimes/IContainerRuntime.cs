using Falco.Core.State;

namespace Falco.Containers.Runtimes;

/// <summary>A runtime that can be asked for its containers. Used by many tasks at once.</summary>
internal interface IContainerRuntime : IDisposable
{
    /// <summary>Finds a container by the id that control groups tell.</summary>
    /// <returns><see langword="null"/> if the runtime does not know it.</returns>
    /// <exception cref="RuntimeException">The runtime did not answer, or not as it should.</exception>
    Task<ContainerDescription?> FindAsync(string id, CancellationToken stop);

    /// <summary>The ids of all containers, as <see cref="FindAsync"/> takes them.</summary>
    /// <exception cref="RuntimeException">The runtime did not answer, or not as it should.</exception>
    Task<IReadOnlyList<string>> ListAsync(CancellationToken stop);

    /// <summary>Tells of containers that come, change and go, until the connection ends.</summary>
    /// <exception cref="RuntimeException">The runtime did not answer, or not as it should.</exception>
    IAsyncEnumerable<ContainerNotice> WatchAsync(CancellationToken stop);
}
