using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using Falco.Core.State;

namespace Falco.Containers.Runtimes;

/// <summary>Makes descriptions of what Docker's interface answers.</summary>
internal static class DockerMapping
{
    public static ContainerDescription Describe(
        DockerContainer container, DockerImage? image, string address, ContainerType type, int maxLabelLength)
    {
        DockerConfiguration? configuration = container.Config;
        DockerHostConfiguration? host = container.HostConfig;
        string id = container.Id ?? "";
        string name = (container.Name ?? "").TrimStart('/');
        (string repository, string tag, string digest) = ImageOf(image, configuration?.Image ?? "");
        return new ContainerDescription
        {
            Id = ContainerTexts.Shorten(id),
            FullId = id,
            Type = type,
            Name = name,
            Image = configuration?.Image ?? "",
            ImageId = ContainerTexts.WithoutAlgorithm(container.Image ?? ""),
            ImageRepository = repository,
            ImageTag = tag,
            ImageDigest = digest,
            Address = address,
            User = configuration?.User ?? "",
            CreatedTime = TimeOf(container.Created),
            Size = container.SizeRw ?? -1,
            IsPrivileged = host?.Privileged ?? false,
            HasHostIpc = host?.IpcMode == "host",
            HasHostNetwork = host?.NetworkMode == "host",
            HasHostProcesses = host?.PidMode == "host",
            IsPodSandbox = name.Contains("k8s_POD", StringComparison.Ordinal),
            Environment = configuration?.Env ?? [],
            Labels = ContainerTexts.Limit(configuration?.Labels, maxLabelLength),
            Mounts = MountsOf(container),
            Ports = PortsOf(container.NetworkSettings),
            HealthCheck = ProbeOf(configuration?.Healthcheck?.Test),
            Limits = LimitsOf(host),
        };
    }

    /// <summary>The address of a container, of the first network if it has none of its own.</summary>
    public static string AddressOf(DockerContainer container)
    {
        if (container.NetworkSettings?.IPAddress is { Length: > 0 } address)
            return address;
        foreach (DockerEndpoint? endpoint in container.NetworkSettings?.Networks?.Values ?? Enumerable.Empty<DockerEndpoint?>())
        {
            if (endpoint?.IPAddress is { Length: > 0 } found)
                return found;
        }

        return "";
    }

    private static (string Repository, string Tag, string Digest) ImageOf(DockerImage? image, string reference)
    {
        (string repository, string tag, string digest) = ContainerImageName.Split(reference);
        bool isName = !reference.StartsWith("sha256:", StringComparison.Ordinal);
        if (!isName)
            repository = tag = "";
        foreach (string known in image?.RepoDigests ?? [])
        {
            (string ofDigest, _, string found) = ContainerImageName.Split(known);
            if (repository.Length == 0)
                repository = ofDigest;
            if (digest.Length == 0 || ofDigest.Contains(repository, StringComparison.Ordinal))
                digest = found;
            if (ofDigest.Contains(repository, StringComparison.Ordinal))
            {
                // Registries know an image by its whole name, people by the end of it.
                repository = ofDigest;
                break;
            }
        }

        foreach (string known in image?.RepoTags ?? [])
        {
            (string ofTag, string found, _) = ContainerImageName.Split(known);
            if (repository.Length == 0)
                repository = ofTag;
            if (!ofTag.Contains(repository, StringComparison.Ordinal))
                continue;
            if (tag.Length == 0)
                tag = found;
            break;
        }

        return (repository, tag, digest);
    }

    private static ContainerMountDescription[] MountsOf(DockerContainer container) =>
    [
        .. (container.Mounts ?? []).Select(mount => new ContainerMountDescription(
            mount.Source ?? "", mount.Destination ?? "", mount.Mode ?? "", mount.RW, mount.Propagation ?? "")),
    ];

    private static List<ContainerPort> PortsOf(DockerNetwork? network)
    {
        List<ContainerPort> ports = [];
        foreach ((string port, DockerBinding[]? bindings) in network?.Ports ?? [])
        {
            if (!port.EndsWith("/tcp", StringComparison.Ordinal) || !TryPort(port[..^4], out ushort inner))
                continue;
            foreach (DockerBinding binding in bindings ?? [])
            {
                if (TryPort(binding.HostPort, out ushort outer))
                    ports.Add(new ContainerPort(AddressNumberOf(binding.HostIp), outer, inner));
            }
        }

        return ports;
    }

    private static ContainerProbe? ProbeOf(string[]? test) => test switch
    {
        ["CMD", var program, .. var arguments] => new ContainerProbe(program, arguments),
        ["CMD-SHELL", var command, ..] => new ContainerProbe("/bin/sh", ["-c", command]),
        _ => null,
    };

    private static ContainerLimits LimitsOf(DockerHostConfiguration? host)
    {
        if (host is null)
            return ContainerLimits.None;
        return new ContainerLimits(
            host.Memory,
            host.MemorySwap,
            host.CpuShares > 0 ? host.CpuShares : ContainerLimits.None.CpuShares,
            host.CpuQuota,
            host.CpuPeriod > 0 ? host.CpuPeriod : ContainerLimits.None.CpuPeriod,
            ContainerTexts.CountCpus(host.CpusetCpus ?? ""));
    }

    private static bool TryPort(string? text, out ushort port) => ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port);

    private static uint AddressNumberOf(string? text)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        return IPAddress.TryParse(text, out IPAddress? address) && address.TryWriteBytes(bytes, out int length) && length == sizeof(uint)
            ? BinaryPrimitives.ReadUInt32BigEndian(bytes)
            : 0;
    }

    private static long TimeOf(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time.ToUnixTimeSeconds()
            : 0;
}
