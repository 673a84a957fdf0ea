using System.Runtime.CompilerServices;
using Falco.Containers.Protocol.Containerd;
using Falco.Core.State;
using Google.Protobuf;
using Grpc.Core;
using Notice = Falco.Containers.Protocol.Containerd.ContainerNotice;

namespace Falco.Containers.Runtimes;

/// <summary>containerd by its own interface, in all of its namespaces.</summary>
internal sealed class ContainerdRuntime : IContainerRuntime
{
    private static readonly string[] Topics = ["topic==\"/containers/create\"", "topic==\"/containers/update\"", "topic==\"/tasks/start\"", "topic==\"/containers/delete\""];

    private readonly ContainerMetadataOptions _options;
    private readonly GrpcConnection _connection;
    private readonly Protocol.Containerd.Containers.ContainersClient _containers;
    private readonly Namespaces.NamespacesClient _namespaces;
    private readonly Images.ImagesClient _images;
    private readonly Protocol.Containerd.Events.EventsClient _events;

    public ContainerdRuntime(string socket, ContainerMetadataOptions options)
    {
        _options = options;
        _connection = new GrpcConnection(socket, options.RequestTimeout);
        CallInvoker invoker = _connection.Invoker;
        _containers = new Protocol.Containerd.Containers.ContainersClient(invoker);
        _namespaces = new Namespaces.NamespacesClient(invoker);
        _images = new Images.ImagesClient(invoker);
        _events = new Protocol.Containerd.Events.EventsClient(invoker);
    }

    public async Task<ContainerDescription?> FindAsync(string id, CancellationToken stop)
    {
        // Ids are cut in the paths of control groups, but people choose them: only letters, digits and a few marks occur.
        if (!id.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-'))
            return null;
        ListContainersRequest request = new() { Filters = { $"id~=\"^{id.Replace(".", "[.]", StringComparison.Ordinal)}\"" } };
        foreach (string space in await SpacesAsync(stop).ConfigureAwait(false))
        {
            ListContainersResponse? found = await _connection.CallAsync(options => _containers.ListAsync(request, options), stop, space)
                .ConfigureAwait(false);
            if (found?.Containers is not [_, ..])
                continue;
            Container container = found.Containers.FirstOrDefault(candidate => candidate.Id == id) ?? found.Containers[0];
            return ContainerdMapping.Describe(container, await DigestAsync(container.Image, space, stop).ConfigureAwait(false), _options.MaxLabelLength);
        }

        return null;
    }

    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken stop)
    {
        List<string> ids = [];
        foreach (string space in await SpacesAsync(stop).ConfigureAwait(false))
        {
            ListContainersResponse? found = await _connection.CallAsync(
                options => _containers.ListAsync(new ListContainersRequest(), options), stop, space).ConfigureAwait(false);
            ids.AddRange(found?.Containers.Select(container => container.Id) ?? []);
        }

        return ids;
    }

    public async IAsyncEnumerable<ContainerNotice> WatchAsync([EnumeratorCancellation] CancellationToken stop)
    {
        using AsyncServerStreamingCall<Envelope> call = _events.Subscribe(new SubscribeRequest { Filters = { Topics } }, cancellationToken: stop);
        while (await GrpcConnection.MoveNextAsync(call.ResponseStream, stop).ConfigureAwait(false))
        {
            Envelope envelope = call.ResponseStream.Current;
            if (envelope.Event is { } content && Read(content.Value) is { Length: > 0 } id)
                yield return new ContainerNotice(id, envelope.Topic == "/containers/delete");
        }
    }

    public void Dispose() => _connection.Dispose();

    private static string Read(ByteString content)
    {
        try
        {
            return Notice.Parser.ParseFrom(content).Id;
        }
        catch (InvalidProtocolBufferException error)
        {
            throw new RuntimeException("It sent an event that is none.", error);
        }
    }

    private async Task<IEnumerable<string>> SpacesAsync(CancellationToken stop)
    {
        ListNamespacesResponse? spaces = await _connection.CallAsync(
            options => _namespaces.ListAsync(new ListNamespacesRequest(), options), stop).ConfigureAwait(false);
        return spaces?.Namespaces.Select(space => space.Name) ?? [];
    }

    private async Task<string> DigestAsync(string image, string space, CancellationToken stop)
    {
        if (image.Length == 0)
            return "";
        GetImageResponse? found = await _connection.CallAsync(
            options => _images.GetAsync(new GetImageRequest { Name = image }, options), stop, space).ConfigureAwait(false);
        return found?.Image?.Target?.Digest ?? "";
    }
}
