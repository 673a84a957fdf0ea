using Falco.Core.State;

namespace Falco.Containers.Runtimes;

/// <summary>A runtime that is set up when it is first asked: most machines have none of those that are looked for.</summary>
internal sealed class LazyRuntime(string socket, string name, Func<string, IContainerRuntime> create) : IContainerRuntime
{
    private readonly Lazy<IContainerRuntime> _runtime = new(() => create(socket));

    public string Name { get; } = $"{name} at {socket}";

    public bool IsPresent => File.Exists(socket);

    public Task<ContainerDescription?> FindAsync(string id, CancellationToken stop) => _runtime.Value.FindAsync(id, stop);

    public Task<IReadOnlyList<string>> ListAsync(CancellationToken stop) => _runtime.Value.ListAsync(stop);

    public IAsyncEnumerable<ContainerNotice> WatchAsync(CancellationToken stop) => _runtime.Value.WatchAsync(stop);

    public void Dispose()
    {
        if (_runtime.IsValueCreated)
            _runtime.Value.Dispose();
    }
}
