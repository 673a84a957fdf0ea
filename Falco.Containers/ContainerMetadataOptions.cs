using Falco.Core.State;

namespace Falco.Containers;

/// <summary>Which runtimes are asked for their containers, and how.</summary>
public sealed record ContainerMetadataOptions
{
    /// <summary>The defaults.</summary>
    public static ContainerMetadataOptions Default { get; } = new();

    /// <summary>
    /// Where the host's own root directory is seen from here: the paths of sockets are below it. By default the environment variable <c>HOST_ROOT</c>.
    /// </summary>
    public string HostRoot { get; init; } = Environment.GetEnvironmentVariable("HOST_ROOT") ?? "";

    /// <summary>Sockets of Docker.</summary>
    public IReadOnlyList<string> DockerSockets { get; init; } = ["/var/run/docker.sock"];

    /// <summary>Sockets of podman; an asterisk stands for each user that has one.</summary>
    public IReadOnlyList<string> PodmanSockets { get; init; } = ["/run/podman/podman.sock", "/run/user/*/podman/podman.sock"];

    /// <summary>Sockets of runtimes that speak the Kubernetes container runtime interface.</summary>
    public IReadOnlyList<string> CriSockets { get; init; } =
        ["/run/containerd/containerd.sock", "/run/crio/crio.sock", "/run/k3s/containerd/containerd.sock", "/run/host-containerd/containerd.sock"];

    /// <summary>Sockets of containerd's own interface, for containers that no Kubernetes runs.</summary>
    public IReadOnlyList<string> ContainerdSockets { get; init; } = ["/run/containerd/containerd.sock", "/run/host-containerd/containerd.sock"];

    /// <summary>
    /// The engines whose containers are asked for. The picture of the host must detect the same ones (<see cref="HostStateOptions.ContainerEngines"/>).
    /// </summary>
    public ContainerEngines Engines { get; init; } = ContainerEngines.Default;

    /// <summary>How long a request may take.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often a container is asked for: a runtime may know it only a little after its first process has started.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>The time before the second attempt; it doubles with each one after that.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The time after which a container that no runtime knew is asked for again, at its next process.</summary>
    public TimeSpan AskAgainAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The time after which the connection to a runtime is tried again.</summary>
    public TimeSpan ReconnectDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The most containers that wait to be asked for.</summary>
    public int QueueCapacity { get; init; } = 1024;

    /// <summary>How many containers are asked for at once.</summary>
    public int Concurrency { get; init; } = 4;

    /// <summary>The most containers that are kept track of.</summary>
    public int MaxContainers { get; init; } = 16_384;

    /// <summary>Labels whose values are longer than this are left out.</summary>
    public int MaxLabelLength { get; init; } = 100;

    /// <summary>
    /// These options with <see cref="Engines"/> as this machine has them: containerd's own paths, which others have by chance, count only where its
    /// socket is.
    /// </summary>
    public ContainerMetadataOptions WithDetectedEngines() => this with
    {
        Engines = ContainerdSockets.Any(socket => File.Exists(HostRoot + socket)) ? ContainerEngines.All : ContainerEngines.Default,
    };
}
