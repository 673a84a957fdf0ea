namespace Falco.Core.State;

/// <summary>What there is to tell of a container; <see cref="ContainerEvent"/> makes events of it.</summary>
public sealed record ContainerDescription
{
    /// <summary>The id that control groups tell: for most engines the first 12 digits of <see cref="FullId"/>.</summary>
    public required string Id { get; init; }

    /// <summary>The whole id.</summary>
    public string FullId { get; init; } = "";

    /// <summary>The engine.</summary>
    public ContainerType Type { get; init; } = ContainerType.Unknown;

    /// <summary>The name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The reference of the image.</summary>
    public string Image { get; init; } = "";

    /// <summary>The id of the image.</summary>
    public string ImageId { get; init; } = "";

    /// <summary>The repository of the image, with its host.</summary>
    public string ImageRepository { get; init; } = "";

    /// <summary>The tag of the image.</summary>
    public string ImageTag { get; init; } = "";

    /// <summary>The digest that a registry gave the image, for instance <c>sha256:…</c>.</summary>
    public string ImageDigest { get; init; } = "";

    /// <summary>The primary IPv4 address as text.</summary>
    public string Address { get; init; } = "";

    /// <summary>The user that the container was configured with: a name or a number.</summary>
    public string User { get; init; } = "";

    /// <summary>What the network plugin answered, as JSON.</summary>
    public string NetworkResult { get; init; } = "";

    /// <summary>When the container was made, seconds since the Unix epoch.</summary>
    public long CreatedTime { get; init; }

    /// <summary>Bytes of the container's own layer; -1 if not known.</summary>
    public long Size { get; init; } = -1;

    /// <summary>Whether the container has all privileges.</summary>
    public bool IsPrivileged { get; init; }

    /// <summary>Whether the container shares the pid namespace of the host.</summary>
    public bool HasHostProcesses { get; init; }

    /// <summary>Whether the container shares the network namespace of the host.</summary>
    public bool HasHostNetwork { get; init; }

    /// <summary>Whether the container shares the IPC namespace of the host.</summary>
    public bool HasHostIpc { get; init; }

    /// <summary>What is mounted.</summary>
    public IReadOnlyList<ContainerMountDescription> Mounts { get; init; } = [];

    /// <summary>Labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>The environment, <c>NAME=value</c>.</summary>
    public IReadOnlyList<string> Environment { get; init; } = [];

    /// <summary>Ports of the host that lead into the container.</summary>
    public IReadOnlyList<ContainerPort> Ports { get; init; } = [];

    /// <summary>Whether the container is the sandbox of a pod.</summary>
    public bool IsPodSandbox { get; init; }

    /// <summary>The whole id of the sandbox of the container's pod.</summary>
    public string PodSandboxId { get; init; } = "";

    /// <summary>Labels of the pod.</summary>
    public IReadOnlyDictionary<string, string> PodLabels { get; init; } = new Dictionary<string, string>();

    /// <summary>How the engine finds out whether the container is well.</summary>
    public ContainerProbe? HealthCheck { get; init; }

    /// <summary>What the container may use of the machine.</summary>
    public ContainerLimits Limits { get; init; } = ContainerLimits.None;
}

/// <summary>Something that is mounted in a container.</summary>
/// <param name="Source">The path on the host, or the name of a volume.</param>
/// <param name="Destination">The path in the container.</param>
/// <param name="Mode">Options, as the runtime tells them.</param>
/// <param name="IsWritable">Whether the container may write there.</param>
/// <param name="Propagation">How mounts below are shared, for instance <c>rprivate</c>.</param>
public sealed record ContainerMountDescription(string Source, string Destination, string Mode = "", bool IsWritable = false, string Propagation = "");

/// <summary>A port of the host that leads into a container.</summary>
/// <param name="HostAddress">The IPv4 address of the host as a number, the first byte the highest; 0 means all.</param>
/// <param name="HostPort">The port of the host.</param>
/// <param name="Port">The port of the container.</param>
public sealed record ContainerPort(uint HostAddress, ushort HostPort, ushort Port);

/// <summary>A program that tells whether a container is well.</summary>
/// <param name="Program">The program.</param>
/// <param name="Arguments">Its arguments.</param>
public sealed record ContainerProbe(string Program, IReadOnlyList<string> Arguments);

/// <summary>What a container may use of the machine.</summary>
/// <param name="Memory">Bytes of memory; 0 means no limit.</param>
/// <param name="Swap">Bytes of memory and swap; 0 means no limit.</param>
/// <param name="CpuShares">Shares of the processors, of 1024.</param>
/// <param name="CpuQuota">Microseconds of a period; 0 means no limit.</param>
/// <param name="CpuPeriod">The period, microseconds.</param>
/// <param name="CpuCount">How many processors; 0 means all.</param>
public sealed record ContainerLimits(long Memory, long Swap, long CpuShares, long CpuQuota, long CpuPeriod, long CpuCount)
{
    /// <summary>No limits.</summary>
    public static ContainerLimits None { get; } = new(0, 0, 1024, 0, 100_000, 0);
}
