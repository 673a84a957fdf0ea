namespace Falco.Core.State;

/// <summary>A layer-4 protocol. The codes are those of captures.</summary>
public enum SocketProtocol : byte
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>Not applicable.</summary>
    None = 1,

    /// <summary>TCP.</summary>
    Tcp = 2,

    /// <summary>UDP.</summary>
    Udp = 3,

    /// <summary>ICMP.</summary>
    Icmp = 4,

    /// <summary>A raw socket.</summary>
    Raw = 5,
}
