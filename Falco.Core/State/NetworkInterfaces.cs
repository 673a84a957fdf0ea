using System.Buffers.Binary;
using Falco.Core.Streams;

namespace Falco.Core.State;

/// <summary>The addresses of the host's network interfaces.</summary>
internal sealed class NetworkInterfaces
{
    private const uint Loopback = 0x7F000001;

    private readonly List<(byte[] Name, byte[] Address, byte[] Mask, byte[] Broadcast)> _entries = [];
    private readonly List<(uint Address, uint Mask)> _ipv4 = [];
    private readonly List<UInt128> _ipv6 = [];

    public void Clear()
    {
        _entries.Clear();
        _ipv4.Clear();
        _ipv6.Clear();
    }

    /// <summary>Tells all interfaces, in the order in which they were added.</summary>
    public void Tell(IHostTableObserver observer)
    {
        foreach ((byte[] name, byte[] address, byte[] mask, byte[] broadcast) in _entries)
            observer.OnInterface(new InterfaceEntry { Name = name, Address = address, Mask = mask, Broadcast = broadcast });
    }

    public void Add(in InterfaceEntry entry)
    {
        _entries.Add((entry.Name.ToArray(), entry.Address.ToArray(), entry.Mask.ToArray(), entry.Broadcast.ToArray()));
        if (entry.Address.Length == 4)
        {
            uint mask = entry.Mask.Length == 4 ? BinaryPrimitives.ReadUInt32BigEndian(entry.Mask) : 0;
            _ipv4.Add((BinaryPrimitives.ReadUInt32BigEndian(entry.Address), mask));
        }
        else if (entry.Address.Length == 16)
            _ipv6.Add(BinaryPrimitives.ReadUInt128BigEndian(entry.Address));
    }

    /// <summary>Whether an address is one of the host's; IPv6 addresses are if their network is.</summary>
    public bool Contains(ReadOnlySpan<byte> address)
    {
        if (address.Length == 4)
        {
            uint ipv4 = BinaryPrimitives.ReadUInt32BigEndian(address);
            foreach ((uint own, _) in _ipv4)
            {
                if (own == ipv4)
                    return true;
            }
        }
        else if (address.Length == 16)
        {
            UInt128 ipv6 = BinaryPrimitives.ReadUInt128BigEndian(address);
            foreach (UInt128 own in _ipv6)
            {
                if (own >> 64 == ipv6 >> 64)
                    return true;
            }
        }

        return false;
    }

    /// <summary>Gives a connection that lacks one of its addresses the one of the interface that leads to the other.</summary>
    public void Complete(DescriptorRecord socket)
    {
        if (!socket.IsInternetConnection)
            return;
        Span<byte> source = socket.Socket.Source(socket.Type);
        Span<byte> destination = socket.Socket.Destination(socket.Type);
        bool lacksSource = source.IndexOfAnyExcept((byte)0) < 0;
        if (!lacksSource && destination.IndexOfAnyExcept((byte)0) >= 0)
            return;
        Span<byte> missing = lacksSource ? source : destination;
        Span<byte> other = lacksSource ? destination : source;
        Span<byte> inferred = stackalloc byte[16];
        inferred = inferred[..other.Length];
        if (inferred.Length == 4)
            BinaryPrimitives.WriteUInt32BigEndian(inferred, Leading(BinaryPrimitives.ReadUInt32BigEndian(other)));
        else
            BinaryPrimitives.WriteUInt128BigEndian(inferred, Leading(BinaryPrimitives.ReadUInt128BigEndian(other)));
        if (!(inferred.SequenceEqual(other) && socket.SourcePort == socket.DestinationPort))
            inferred.CopyTo(missing);
    }

    private uint Leading(uint address)
    {
        foreach ((uint own, _) in _ipv4)
        {
            if (own == address)
                return own;
        }

        foreach ((uint own, uint mask) in _ipv4)
        {
            if ((own & mask) == (address & mask))
                return own;
        }

        foreach ((uint own, _) in _ipv4)
        {
            if (own != Loopback)
                return own;
        }

        return 0;
    }

    private UInt128 Leading(UInt128 address)
    {
        foreach (UInt128 own in _ipv6)
        {
            if (own == address)
                return own;
        }

        foreach (UInt128 own in _ipv6)
        {
            if (own >> 64 == address >> 64)
                return own;
        }

        foreach (UInt128 own in _ipv6)
        {
            if (own != UInt128.One)
                return own;
        }

        return UInt128.Zero;
    }
}
