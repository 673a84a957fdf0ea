namespace Falco.Core.Events;

/// <summary>The address families whose addresses events carry; any other number may occur, too.</summary>
public enum SocketFamily : byte
{
    /// <summary>No address.</summary>
    None = 0,

    /// <summary>Unix sockets (AF_UNIX).</summary>
    Unix = 1,

    /// <summary>IPv4 (AF_INET).</summary>
    IPv4 = 2,

    /// <summary>IPv6 (AF_INET6).</summary>
    IPv6 = 10,
}
