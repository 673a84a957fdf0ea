using System.Buffers.Binary;
using Falco.Core.Streams;

namespace Falco.Core.State;

/// <summary>The addresses of the host's network interfaces.</summary>
internal sealed class InterfaceTable
{
    private readonly List<(uint Address, uint Mask)> _ipv4 = [];
    private readonly List<ulong> _ipv6Networks = [];

    public void Add(in InterfaceEntry entry)
    {
        if (entry.Address.Length == 4 && entry.Mask.Length == 4)
            _ipv4.Add((BinaryPrimitives.ReadUInt32BigEndian(entry.Address), BinaryPrimitives.ReadUInt32BigEndian(entry.Mask)));
        else if (entry.Address.Length == 16)
            _ipv6Networks.Add(BinaryPrimitives.ReadUInt64BigEndian(entry.Address));
    }

    public void Clear()
    {
        _ipv4.Clear();
        _ipv6Networks.Clear();
    }

    public bool IsLocal(ReadOnlySpan<byte> address)
    {
        if (address.Length == 16)
            return _ipv6Networks.Contains(BinaryPrimitives.ReadUInt64BigEndian(address));
        if (address.Length != 4)
            return false;
        uint number = BinaryPrimitives.ReadUInt32BigEndian(address);
        foreach ((uint own, _) in _ipv4)
        {
            if (own == number)
                return true;
        }

        return false;
    }

    /// <summary>
    /// The own address of an IPv4 connection whose local end was not bound yet: loopback for loopback, else the interface of the same
    /// network, else the first interface that is not loopback.
    /// </summary>
    /// <param name="destination">The other end, 4 bytes, network order.</param>
    /// <param name="address">Receives 4 bytes, network order.</param>
    public bool TryInfer(ReadOnlySpan<byte> destination, Span<byte> address)
    {
        uint other = BinaryPrimitives.ReadUInt32BigEndian(destination);
        if (other >> 24 == 127)
        {
            destination.CopyTo(address);
            return true;
        }

        foreach ((uint own, uint mask) in _ipv4)
        {
            if ((own & mask) == (other & mask))
                return Write(own, address);
        }

        foreach ((uint own, _) in _ipv4)
        {
            if (own >> 24 != 127)
                return Write(own, address);
        }

        return false;
    }

    private static bool Write(uint own, Span<byte> address)
    {
        BinaryPrimitives.WriteUInt32BigEndian(address, own);
        return true;
    }
}
