using System.Runtime.CompilerServices;
using Falco.Containers.Protocol.Cri;
using Falco.Core.State;
using Grpc.Core;

namespace Falco.Containers.Runtimes;

/// <summary>A runtime that speaks the Kubernetes container runtime interface: containerd, CRI-O and others.</summary>
internal sealed class CriRuntime : IContainerRuntime
{
    private readonly ContainerMetadataOptions _options;
    private readonly GrpcConnection _connection;
    private readonly RuntimeService.RuntimeServiceClient _client;
    private ContainerType? _type;

    public CriRuntime(string socket, ContainerMetadataOptions options)
    {
        _options = options;
        _connection = new GrpcConnection(socket, options.RequestTimeout);
        _client = new RuntimeService.RuntimeServiceClient(_connection.Invoker);
    }

    public async Task<ContainerDescription?> FindAsync(string id, CancellationToken stop)
    {
        ContainerType type = await TypeAsync(stop).ConfigureAwait(false);
        ListContainersRequest request = new() { Filter = new ContainerFilter { Id = id } };
        ListContainersResponse? found = await CallAsync(options => _client.ListContainersAsync(request, options), stop).ConfigureAwait(false);
        if (found?.Containers is not [var listed, ..])
            return await FindSandboxAsync(id, type, stop).ConfigureAwait(false);
        ContainerStatusRequest asked = new() { ContainerId = listed.Id, Verbose = true };
        ContainerStatusResponse? status = await CallAsync(options => _client.ContainerStatusAsync(asked, options), stop).ConfigureAwait(false);
        if (status?.Status is null)
            return null;
        PodSandboxStatusResponse? sandbox = await SandboxAsync(listed.PodSandboxId, stop).ConfigureAwait(false);
        return CriMapping.Describe(status, listed.PodSandboxId, sandbox, type, _options.MaxLabelLength);
    }

    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken stop)
    {
        ListContainersResponse? containers = await CallAsync(
            options => _client.ListContainersAsync(new ListContainersRequest(), options), stop).ConfigureAwait(false);
        ListPodSandboxResponse? sandboxes = await CallAsync(
            options => _client.ListPodSandboxAsync(new ListPodSandboxRequest(), options), stop).ConfigureAwait(false);
        return [.. containers?.Containers.Select(item => item.Id) ?? [], .. sandboxes?.Items.Select(item => item.Id) ?? []];
    }

    public async IAsyncEnumerable<ContainerNotice> WatchAsync([EnumeratorCancellation] CancellationToken stop)
    {
        using AsyncServerStreamingCall<ContainerEventResponse> call = _client.GetContainerEvents(new GetEventsRequest(), cancellationToken: stop);
        while (await GrpcConnection.MoveNextAsync(call.ResponseStream, stop).ConfigureAwait(false))
        {
            ContainerEventResponse notice = call.ResponseStream.Current;
            if (notice.ContainerEventType != ContainerEventType.ContainerStoppedEvent)
                yield return new ContainerNotice(notice.ContainerId, notice.ContainerEventType == ContainerEventType.ContainerDeletedEvent);
        }
    }

    public void Dispose() => _connection.Dispose();

    private async Task<ContainerDescription?> FindSandboxAsync(string id, ContainerType type, CancellationToken stop)
    {
        ListPodSandboxRequest request = new() { Filter = new PodSandboxFilter { Id = id } };
        ListPodSandboxResponse? found = await CallAsync(options => _client.ListPodSandboxAsync(request, options), stop).ConfigureAwait(false);
        if (found?.Items is not [var listed, ..])
            return null;
        PodSandboxStatusResponse? sandbox = await SandboxAsync(listed.Id, stop).ConfigureAwait(false);
        return sandbox?.Status is null ? null : CriMapping.DescribeSandbox(sandbox, type, _options.MaxLabelLength);
    }

    private async Task<PodSandboxStatusResponse?> SandboxAsync(string id, CancellationToken stop)
    {
        PodSandboxStatusRequest request = new() { PodSandboxId = id, Verbose = true };
        return await CallAsync(options => _client.PodSandboxStatusAsync(request, options), stop).ConfigureAwait(false);
    }

    private async Task<ContainerType> TypeAsync(CancellationToken stop)
    {
        if (_type is { } known)
            return known;
        VersionResponse? version = await CallAsync(options => _client.VersionAsync(new VersionRequest(), options), stop).ConfigureAwait(false);
        ContainerType type = version?.RuntimeName switch
        {
            "containerd" => ContainerType.Containerd,
            "cri-o" => ContainerType.CriO,
            _ => ContainerType.Cri,
        };
        _type = type;
        return type;
    }

    private Task<T?> CallAsync<T>(Func<CallOptions, AsyncUnaryCall<T>> call, CancellationToken stop)
        where T : class =>
        _connection.CallAsync(call, stop);
}
