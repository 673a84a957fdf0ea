using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Falco.Core.State;

namespace Falco.Containers.Runtimes;

/// <summary>Docker, or podman, which answers to the same requests: HTTP with JSON over a unix socket.</summary>
internal sealed class DockerRuntime : IContainerRuntime
{
    // Of one answer; descriptions of real containers have some tens of thousands.
    private const int MaxAnswer = 4 * 1024 * 1024;

    private const string Filters =
        """{"type":["container"],"event":["create","start","rename","update","destroy","remove"]}""";

    private readonly ContainerType _type;
    private readonly ContainerMetadataOptions _options;
    private readonly HttpClient _client;

    public DockerRuntime(string socket, ContainerType type, ContainerMetadataOptions options)
    {
        _type = type;
        _options = options;
        _client = new HttpClient(UnixSocketHandler.Create(socket, options.RequestTimeout))
        {
            BaseAddress = new Uri("http://localhost/"),
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = MaxAnswer,
        };
    }

    public async Task<ContainerDescription?> FindAsync(string id, CancellationToken stop)
    {
        DockerContainer? container = await GetAsync(
            $"containers/{Uri.EscapeDataString(id)}/json", DockerDocuments.Default.DockerContainer, stop).ConfigureAwait(false);
        if (container is not { Id.Length: > 0 })
            return null;
        DockerImage? image = null;
        if (container.Image is { Length: > 0 } reference)
        {
            image = await GetAsync(
                $"images/{Uri.EscapeDataString(reference)}/json", DockerDocuments.Default.DockerImage, stop).ConfigureAwait(false);
        }

        string address = DockerMapping.AddressOf(container);
        if (address.Length == 0 && container.HostConfig?.NetworkMode is { } mode && mode.StartsWith("container:", StringComparison.Ordinal)
            && await GetAsync(
                $"containers/{Uri.EscapeDataString(mode["container:".Length..])}/json", DockerDocuments.Default.DockerContainer, stop)
                .ConfigureAwait(false) is { } other)
        {
            address = DockerMapping.AddressOf(other);
        }

        return DockerMapping.Describe(container, image, address, _type, _options.MaxLabelLength);
    }

    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken stop)
    {
        DockerListItem[]? items = await GetAsync("containers/json?all=true", DockerDocuments.Default.DockerListItemArray, stop).ConfigureAwait(false);
        return [.. (items ?? []).Select(item => item?.Id ?? "").Where(id => id.Length > 0)];
    }

    public async IAsyncEnumerable<ContainerNotice> WatchAsync([EnumeratorCancellation] CancellationToken stop)
    {
        using StreamReader lines = await OpenEventsAsync(stop).ConfigureAwait(false);
        while (await ReadLineAsync(lines, stop).ConfigureAwait(false) is { } line)
        {
            if (line.Length == 0)
                continue;
            DockerNotice? notice = Parse(line);
            string id = notice?.Actor?.ID ?? notice?.Id ?? "";
            if (id.Length > 0)
                yield return new ContainerNotice(id, (notice!.Action ?? notice.Status) is "destroy" or "remove");
        }
    }

    public void Dispose() => _client.Dispose();

    private static DockerNotice? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, DockerDocuments.Default.DockerNotice);
        }
        catch (JsonException error)
        {
            throw new RuntimeException("It answered with something else than JSON.", error);
        }
    }

    private async Task<StreamReader> OpenEventsAsync(CancellationToken stop)
    {
        try
        {
            Stream stream = await _client.GetStreamAsync(new Uri($"events?filters={Uri.EscapeDataString(Filters)}", UriKind.Relative), stop)
                .ConfigureAwait(false);
            return new StreamReader(new BoundedLineStream(stream, MaxAnswer));
        }
        catch (Exception error) when (IsFailure(error))
        {
            throw new RuntimeException(error.Message, error);
        }
    }

    private static async Task<string?> ReadLineAsync(StreamReader lines, CancellationToken stop)
    {
        try
        {
            return await lines.ReadLineAsync(stop).ConfigureAwait(false);
        }
        catch (Exception error) when (IsFailure(error))
        {
            throw new RuntimeException(error.Message, error);
        }
    }

    private async Task<T?> GetAsync<T>(string request, JsonTypeInfo<T> type, CancellationToken stop)
        where T : class
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(stop);
        timeout.CancelAfter(_options.RequestTimeout);
        try
        {
            using HttpResponseMessage response = await _client.GetAsync(new Uri(request, UriKind.Relative), timeout.Token).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.NotFound)
                return null;
            if (!response.IsSuccessStatusCode)
                throw new RuntimeException($"It answered with status {(int)response.StatusCode}.");
            Stream body = await response.Content.ReadAsStreamAsync(timeout.Token).ConfigureAwait(false);
            return await JsonSerializer.DeserializeAsync(body, type, timeout.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException error) when (!stop.IsCancellationRequested)
        {
            throw new RuntimeException("It did not answer in time.", error);
        }
        catch (Exception error) when (IsFailure(error))
        {
            throw new RuntimeException(error.Message, error);
        }
    }

    private static bool IsFailure(Exception error) => error is HttpRequestException or IOException or JsonException;
}
