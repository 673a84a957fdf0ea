using System.Runtime.CompilerServices;
using Falco.Core.State;

namespace Falco.Drivers.Native.Procfs;

/// <summary>A socket as a table of its network tells it.</summary>
internal struct SocketRecord
{
    public DescriptorType Type;
    public SocketProtocol Protocol;
    public ushort SourcePort;
    public ushort DestinationPort;
    public Address Source;
    public Address Destination;

    /// <summary>The kernel address of a unix socket.</summary>
    public ulong UnixAddress;

    /// <summary>Where the table keeps the name of a unix socket.</summary>
    public Range Name;

    /// <summary>Room for an address, network order; IPv4 uses the first 4 bytes.</summary>
    [InlineArray(16)]
    public struct Address
    {
        private byte _first;
    }
}
