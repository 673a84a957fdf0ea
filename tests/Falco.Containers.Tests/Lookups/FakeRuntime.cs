using System.Collections.Concurrent;
using System.Threading.Channels;
using Falco.Containers.Runtimes;
using Falco.Core.State;

namespace Falco.Containers.Tests.Lookups;

/// <summary>A runtime that answers as a test says.</summary>
internal sealed class FakeRuntime : IContainerRuntime
{
    public ConcurrentQueue<string> Asked { get; } = [];

    public Channel<ContainerNotice> Notices { get; } = Channel.CreateUnbounded<ContainerNotice>();

    /// <summary>What is answered; the number says how often anything was asked before.</summary>
    public Func<string, int, Task<ContainerDescription?>> Answer { get; set; } = (id, _) => Task.FromResult<ContainerDescription?>(new() { Id = id, Name = "web" });

    public IReadOnlyList<string> Listed { get; init; } = [];

    public async Task<ContainerDescription?> FindAsync(string id, CancellationToken stop)
    {
        Asked.Enqueue(id);
        return await Answer(id, Asked.Count - 1).WaitAsync(stop);
    }

    public Task<IReadOnlyList<string>> ListAsync(CancellationToken stop) => Task.FromResult(Listed);

    public IAsyncEnumerable<ContainerNotice> WatchAsync(CancellationToken stop) => Notices.Reader.ReadAllAsync(stop);

    public void Dispose()
    {
    }
}
