using System.Text.Json.Serialization;

namespace Falco.Containers.Runtimes;

/// <summary>What is read of the answers of Docker's interface, which podman has, too.</summary>
[JsonSerializable(typeof(DockerContainer))]
[JsonSerializable(typeof(DockerImage))]
[JsonSerializable(typeof(DockerListItem[]))]
[JsonSerializable(typeof(DockerNotice))]
[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = false)]
internal sealed partial class DockerDocuments : JsonSerializerContext;

internal sealed record DockerContainer(
    string? Id, string? Name, string? Image, string? Created, long? SizeRw, DockerConfiguration? Config, DockerHostConfiguration? HostConfig,
    DockerNetwork? NetworkSettings, DockerMount[]? Mounts);

internal sealed record DockerConfiguration(
    string? Image, string? User, string[]? Env, Dictionary<string, string>? Labels, DockerHealthCheck? Healthcheck);

internal sealed record DockerHealthCheck(string[]? Test);

internal sealed record DockerHostConfiguration(
    bool Privileged, string? NetworkMode, string? PidMode, string? IpcMode, long Memory, long MemorySwap, long CpuShares, long CpuQuota,
    long CpuPeriod, string? CpusetCpus);

internal sealed record DockerNetwork(string? IPAddress, Dictionary<string, DockerEndpoint?>? Networks, Dictionary<string, DockerBinding[]?>? Ports);

internal sealed record DockerEndpoint(string? IPAddress);

internal sealed record DockerBinding(string? HostIp, string? HostPort);

internal sealed record DockerMount(string? Source, string? Destination, string? Mode, bool RW, string? Propagation);

internal sealed record DockerImage(string? Id, string[]? RepoTags, string[]? RepoDigests);

internal sealed record DockerListItem(string? Id);

internal sealed record DockerNotice(string? Action, [property: JsonPropertyName("status")] string? Status, [property: JsonPropertyName("id")] string? Id, DockerActor? Actor);

internal sealed record DockerActor(string? ID);
