using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Falco.Containers.Protocol.Cri;
using Falco.Core.State;
using Google.Protobuf.Collections;

namespace Falco.Containers.Runtimes;

/// <summary>Makes descriptions of what the container runtime interface answers.</summary>
internal static class CriMapping
{
    private const string CriONetwork = "io.kubernetes.cri-o.CNIResult";
    private const int MaxNetworkResult = 4096;

    private static readonly string[] ImageNames = ["io.kubernetes.cri.image-name", "io.kubernetes.cri-o.Image", "io.kubernetes.cri-o.ImageName"];

    public static ContainerDescription Describe(
        ContainerStatusResponse answer, string sandboxId, PodSandboxStatusResponse? sandboxAnswer, ContainerType type, int maxLabelLength)
    {
        ContainerStatus status = answer.Status;
        PodSandboxStatus? sandbox = sandboxAnswer?.Status;
        CriContainerDetails? details = Details(answer.Info, CriDocuments.Default.CriContainerDetails);
        (string image, string repository, string tag, string digest) = ImageOf(status, details);
        return Sandboxed(sandbox, sandboxAnswer, maxLabelLength) with
        {
            Id = ContainerTexts.Shorten(status.Id),
            FullId = status.Id,
            Type = type,
            Name = status.Metadata?.Name ?? "",
            Image = image,
            ImageId = ContainerTexts.WithoutAlgorithm(details?.Config?.Image?.Image is { Length: > 0 } imageId ? imageId : status.ImageId),
            ImageRepository = repository,
            ImageTag = tag,
            ImageDigest = digest,
            User = status.User?.Linux is { } user ? user.Uid.ToString(CultureInfo.InvariantCulture) : "",
            CreatedTime = SecondsOf(status.CreatedAt),
            IsPrivileged = details?.Config?.Linux?.SecurityContext?.Privileged ?? details?.Privileged ?? false,
            Environment = [.. (details?.Config?.Envs ?? []).Select(variable => $"{variable.Key}={variable.Value}")],
            Labels = LabelsOf(status.Labels, sandbox, sandboxId, maxLabelLength),
            Mounts = [.. status.Mounts.Select(MountOf)],
            PodSandboxId = sandboxId,
            Limits = LimitsOf(status.Resources?.Linux),
        };
    }

    public static ContainerDescription DescribeSandbox(PodSandboxStatusResponse answer, ContainerType type, int maxLabelLength)
    {
        PodSandboxStatus sandbox = answer.Status;
        return Sandboxed(sandbox, answer, maxLabelLength) with
        {
            Id = ContainerTexts.Shorten(sandbox.Id),
            FullId = sandbox.Id,
            Type = type,
            Name = sandbox.Metadata?.Name ?? "",
            CreatedTime = SecondsOf(sandbox.CreatedAt),
            Labels = LabelsOf(sandbox.Labels, sandbox, sandbox.Id, maxLabelLength),
            IsPodSandbox = true,
            PodSandboxId = sandbox.Id,
        };
    }

    /// <summary>What a container has of its sandbox.</summary>
    private static ContainerDescription Sandboxed(PodSandboxStatus? sandbox, PodSandboxStatusResponse? answer, int maxLabelLength)
    {
        NamespaceOption? spaces = sandbox?.Linux?.Namespaces?.Options;
        return new ContainerDescription
        {
            Id = "",
            Address = sandbox?.Network?.Ip ?? "",
            NetworkResult = answer is null ? "" : NetworkOf(answer),
            HasHostIpc = spaces?.Ipc == NamespaceMode.Node,
            HasHostNetwork = spaces?.Network == NamespaceMode.Node,
            HasHostProcesses = spaces?.Pid == NamespaceMode.Node,
            PodLabels = ContainerTexts.Limit(sandbox?.Labels, maxLabelLength),
        };
    }

    private static Dictionary<string, string> LabelsOf(
        IEnumerable<KeyValuePair<string, string>> own, PodSandboxStatus? sandbox, string sandboxId, int maxLength)
    {
        Dictionary<string, string> labels = ContainerTexts.Limit(own, maxLength);
        labels["io.kubernetes.sandbox.id"] = sandboxId;
        if (sandbox?.Metadata is { } metadata)
        {
            labels["io.kubernetes.pod.uid"] = metadata.Uid;
            labels["io.kubernetes.pod.name"] = metadata.Name;
            labels["io.kubernetes.pod.namespace"] = metadata.Namespace;
        }

        return labels;
    }

    private static (string Image, string Repository, string Tag, string Digest) ImageOf(ContainerStatus status, CriContainerDetails? details)
    {
        // A reference is "host/image@sha256:digest" or the digest alone; then the name is in the answer or among the annotations.
        string image = status.Image?.Image ?? "";
        (string repository, _, string digest) = ContainerImageName.Split(status.ImageRef);
        if (status.ImageRef.StartsWith("sha256:", StringComparison.Ordinal))
            (repository, digest) = ("", status.ImageRef);
        if (image.Length == 0 || image.StartsWith("sha256", StringComparison.Ordinal))
        {
            image = ImageNames.Select(name => details?.RuntimeSpec?.Annotations?.GetValueOrDefault(name))
                .FirstOrDefault(name => name is { Length: > 0 }) ?? image;
        }

        (string named, string tag, _) = ContainerImageName.Split(image);
        if (repository.Length == 0)
            repository = named;
        return (image, repository, tag, digest);
    }

    private static string NetworkOf(PodSandboxStatusResponse answer)
    {
        CriSandboxDetails? details = Details(answer.Info, CriDocuments.Default.CriSandboxDetails);
        string result = details?.CniResult?.Interfaces?.GetRawText() ?? details?.RuntimeSpec?.Annotations?.GetValueOrDefault(CriONetwork) ?? "";
        return result.Length > MaxNetworkResult ? result[..MaxNetworkResult] : result;
    }

    private static ContainerMountDescription MountOf(Mount mount) => new(
        mount.HostPath, mount.ContainerPath, "", !mount.Readonly, mount.Propagation switch
        {
            MountPropagation.PropagationPrivate => "private",
            MountPropagation.PropagationHostToContainer => "rslave",
            MountPropagation.PropagationBidirectional => "rshared",
            _ => "unknown",
        });

    private static ContainerLimits LimitsOf(LinuxContainerResources? resources)
    {
        if (resources is null)
            return ContainerLimits.None;
        return new ContainerLimits(
            resources.MemoryLimitInBytes,
            resources.MemorySwapLimitInBytes,
            resources.CpuShares > 0 ? resources.CpuShares : ContainerLimits.None.CpuShares,
            resources.CpuQuota,
            resources.CpuPeriod > 0 ? resources.CpuPeriod : ContainerLimits.None.CpuPeriod,
            ContainerTexts.CountCpus(resources.CpusetCpus));
    }

    private static T? Details<T>(MapField<string, string> info, JsonTypeInfo<T> type)
        where T : class
    {
        if (!info.TryGetValue("info", out string? json))
            return null;
        try
        {
            return JsonSerializer.Deserialize(json, type);
        }
        catch (JsonException)
        {
            // Details are the runtime's own; without them the rest is as good.
            return null;
        }
    }

    private static long SecondsOf(long nanoseconds) => nanoseconds / 1_000_000_000;
}
