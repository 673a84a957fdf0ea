using System.Net.Sockets;

namespace Falco.Containers.Runtimes;

/// <summary>Makes handlers of HTTP whose connections lead to a unix socket, whatever the address says.</summary>
internal static class UnixSocketHandler
{
    public static SocketsHttpHandler Create(string path, TimeSpan connectTimeout) => new()
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ConnectTimeout = connectTimeout,
        EnableMultipleHttp2Connections = true,
        ConnectCallback = async (_, stop) =>
        {
            Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), stop).ConfigureAwait(false);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };
}
