using Falco.Core.State;

namespace Falco.Containers.Runtimes;

/// <summary>The runtimes whose sockets are configured, in the order in which they are asked.</summary>
internal static class RuntimeList
{
    public static IReadOnlyList<IContainerRuntime> Create(ContainerMetadataOptions options) =>
    [
        .. Sockets(options.PodmanSockets, options).Select(socket => new DockerRuntime(socket, ContainerType.Podman, options)),
        .. Sockets(options.DockerSockets, options).Select(socket => new DockerRuntime(socket, ContainerType.Docker, options)),
        .. Sockets(options.CriSockets, options).Select(socket => new CriRuntime(socket, options)),
        .. Sockets(options.ContainerdSockets, options).Select(socket => new ContainerdRuntime(socket, options)),
    ];

    private static IEnumerable<string> Sockets(IEnumerable<string> sockets, ContainerMetadataOptions options) =>
        sockets.SelectMany(socket => Expand(options.HostRoot + socket)).Distinct(StringComparer.Ordinal);

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
