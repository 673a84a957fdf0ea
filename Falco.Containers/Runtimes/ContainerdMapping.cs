using System.Globalization;
using System.Text.Json;
using Falco.Containers.Protocol.Containerd;
using Falco.Core.State;

namespace Falco.Containers.Runtimes;

/// <summary>Makes descriptions of what containerd's own interface answers.</summary>
internal static class ContainerdMapping
{
    public static ContainerDescription Describe(Container container, string digest, int maxLabelLength)
    {
        OciSpecification? specification = SpecificationOf(container);
        (string repository, string tag, _) = ContainerImageName.Split(container.Image);
        string id = ContainerTexts.Shorten(container.Id);
        string sandbox = container.Sandbox.Length > 0
            ? container.Sandbox
            : specification?.Annotations?.GetValueOrDefault("io.kubernetes.cri.sandbox-id") ?? "";
        return new ContainerDescription
        {
            Id = id,
            FullId = container.Id,
            Type = ContainerType.Containerd,
            Name = container.Labels.TryGetValue("nerdctl/name", out string? name) && name.Length > 0 ? name : id,
            Image = container.Image,
            ImageRepository = repository,
            ImageTag = tag,
            ImageDigest = digest,
            User = (specification?.Process?.User?.Uid ?? 0).ToString(CultureInfo.InvariantCulture),
            CreatedTime = container.CreatedAt?.Seconds ?? 0,
            IsPrivileged = specification is not null && IsPrivileged(specification),
            HasHostIpc = SharesWithHost(specification, "ipc"),
            HasHostNetwork = SharesWithHost(specification, "network"),
            HasHostProcesses = SharesWithHost(specification, "pid"),
            Environment = specification?.Process?.Env ?? [],
            Labels = ContainerTexts.Limit(container.Labels, maxLabelLength),
            Mounts = [.. (specification?.Mounts ?? []).Select(mount => MountOf(mount, specification!))],
            IsPodSandbox = container.Labels.TryGetValue("io.cri-containerd.kind", out string? kind) && kind == "sandbox",
            PodSandboxId = sandbox,
            Limits = LimitsOf(specification?.Linux?.Resources),
        };
    }

    private static OciSpecification? SpecificationOf(Container container)
    {
        if (container.Spec is null)
            return null;
        try
        {
            return JsonSerializer.Deserialize(container.Spec.Value.Span, CriDocuments.Default.OciSpecification);
        }
        catch (JsonException)
        {
            // Another kind of specification, for instance of a virtual machine: the rest is as good.
            return null;
        }
    }

    /// <summary>Nothing says that a container is privileged; it is if nothing confines it.</summary>
    private static bool IsPrivileged(OciSpecification specification)
    {
        if (specification.Linux is not { MaskedPaths: null, ReadonlyPaths: null, Seccomp: null } || specification.Process is not { } process
            || process.SelinuxLabel is { Length: > 0 } || process.ApparmorProfile is not (null or "" or "unconfined"))
        {
            return false;
        }

        return !(specification.Mounts ?? []).Any(
            mount => mount.Type is "sysfs" or "cgroup" && (mount.Options ?? []).Contains("ro", StringComparer.Ordinal));
    }

    /// <summary>A container has the namespaces that its specification names, and shares the others.</summary>
    private static bool SharesWithHost(OciSpecification? specification, string space) =>
        specification?.Linux?.Namespaces is { } spaces && !spaces.Any(own => own.Type == space);

    private static ContainerMountDescription MountOf(OciMount mount, OciSpecification specification)
    {
        string[] options = mount.Options ?? [];
        string mode = options.FirstOrDefault(option => option.StartsWith("mode=", StringComparison.Ordinal)) ?? "mode=";
        return new ContainerMountDescription(
            mount.Source ?? "",
            mount.Destination ?? "",
            mode["mode=".Length..],
            !options.Contains("ro", StringComparer.Ordinal),
            specification.Linux?.RootfsPropagation ?? "");
    }

    private static ContainerLimits LimitsOf(OciResources? resources) => new(
        resources?.Memory?.Limit ?? 0,
        resources?.Memory?.Swap ?? 0,
        resources?.Cpu?.Shares is > 0 and <= long.MaxValue and var shares ? (long)shares : ContainerLimits.None.CpuShares,
        resources?.Cpu?.Quota ?? 0,
        resources?.Cpu?.Period is > 0 and <= long.MaxValue and var period ? (long)period : ContainerLimits.None.CpuPeriod,
        ContainerTexts.CountCpus(resources?.Cpu?.Cpus ?? ""));
}
