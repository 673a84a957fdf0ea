using System.Net;
using System.Net.Sockets;

namespace Falco.Core.Names;

/// <summary>Asks the operating system, as every program of the host does (<c>getaddrinfo</c>).</summary>
public sealed class DnsHostNameResolver : IHostNameResolver
{
    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string name, CancellationToken stop)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(name, AddressFamily.Unspecified, stop).ConfigureAwait(false);
        }
        catch (SocketException error) when (error.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData)
        {
            // An answer, too; other errors say nothing about the name.
            return [];
        }
    }
}
