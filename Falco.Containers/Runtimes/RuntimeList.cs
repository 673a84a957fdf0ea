using Falco.Core.State;

namespace Falco.Containers.Runtimes;

/// <summary>The runtimes whose sockets are configured, in the order in which they are asked.</summary>
internal static class RuntimeList
{
    public static IReadOnlyList<LazyRuntime> Create(ContainerMetadataOptions options) =>
    [
        .. Sockets("podman", options.PodmanSockets, options, socket => new DockerRuntime(socket, ContainerType.Podman, options)),
        .. Sockets("docker", options.DockerSockets, options, socket => new DockerRuntime(socket, ContainerType.Docker, options)),
        .. Sockets("cri", options.CriSockets, options, socket => new CriRuntime(socket, options)),
        .. Sockets("containerd", options.ContainerdSockets, options, socket => new ContainerdRuntime(socket, options)),
    ];

    private static IEnumerable<LazyRuntime> Sockets(
        string name, IEnumerable<string> sockets, ContainerMetadataOptions options, Func<string, IContainerRuntime> create) =>
        sockets.SelectMany(socket => Expand(options.HostRoot + socket)).Distinct(StringComparer.Ordinal)
            .Select(socket => new LazyRuntime(socket, name, create));

    /// <summary>An asterisk in place of one folder stands for every folder there.</summary>
    private static string[] Expand(string socket)
    {
        int star = socket.IndexOf("/*/", StringComparison.Ordinal);
        if (star < 0)
            return [socket];
        string parent = socket[..star];
        try
        {
            return Directory.Exists(parent) ? [.. Directory.GetDirectories(parent).Select(folder => folder + socket[(star + 2)..])] : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
