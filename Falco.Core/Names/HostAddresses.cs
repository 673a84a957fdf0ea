using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Falco.Core.Names;

/// <summary>The addresses of one host. Immutable, and compared without allocating.</summary>
internal sealed class HostAddresses
{
    public static readonly HostAddresses None = new([], 0);

    private readonly uint[] _ipv4;
    private readonly UInt128[] _ipv6;

    /// <param name="addresses">The addresses.</param>
    /// <param name="limit">How many of them count.</param>
    public HostAddresses(IReadOnlyList<IPAddress> addresses, int limit)
    {
        IPAddress[] kept = [.. addresses.Take(limit)];

        // Sorted, because resolvers answer in another order each time.
        _ipv4 = [.. Of(kept, AddressFamily.InterNetwork).Select(static bytes => BinaryPrimitives.ReadUInt32BigEndian(bytes)).Distinct().Order()];
        _ipv6 = [.. Of(kept, AddressFamily.InterNetworkV6).Select(static bytes => BinaryPrimitives.ReadUInt128BigEndian(bytes)).Distinct().Order()];
    }

    /// <summary>Whether an address of 4 or 16 bytes, in network order, is one of them.</summary>
    public bool Contains(ReadOnlySpan<byte> address) => address.Length switch
    {
        4 => _ipv4.AsSpan().Contains(BinaryPrimitives.ReadUInt32BigEndian(address)),
        16 => _ipv6.AsSpan().Contains(BinaryPrimitives.ReadUInt128BigEndian(address)),
        _ => false,
    };

    public bool Equals(HostAddresses other) => _ipv4.AsSpan().SequenceEqual(other._ipv4) && _ipv6.AsSpan().SequenceEqual(other._ipv6);

    private static IEnumerable<byte[]> Of(IPAddress[] addresses, AddressFamily family) =>
        addresses.Where(address => address.AddressFamily == family).Select(static address => address.GetAddressBytes());
}
