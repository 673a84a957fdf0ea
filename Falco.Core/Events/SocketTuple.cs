using System.Buffers.Binary;

namespace Falco.Core.Events;

/// <summary>Both ends of a connection within an event.</summary>
/// <remarks>
/// Sent data has the local end as its source, received data the remote one. A tuple that is shorter than its family asks for has none of
/// its parts.
/// </remarks>
public readonly ref struct SocketTuple
{
    private readonly ReadOnlySpan<byte> _bytes;

    internal SocketTuple(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
    }

    /// <summary>Whether there is a tuple at all.</summary>
    public bool IsEmpty => _bytes.IsEmpty;

    /// <summary>The family.</summary>
    public SocketFamily Family => _bytes.IsEmpty ? SocketFamily.None : (SocketFamily)_bytes[0];

    /// <summary>Whether the parts that the family asks for are there; true for families that are not decoded.</summary>
    public bool IsValid => Family switch
    {
        SocketFamily.None => false,
        SocketFamily.IPv4 => _bytes.Length >= 13,
        SocketFamily.IPv6 => _bytes.Length >= 37,
        SocketFamily.Unix => _bytes.Length >= 18 && _bytes[^1] == 0,
        _ => true,
    };

    /// <summary>The source address: 4 or 16 bytes, network order; empty for other families.</summary>
    public ReadOnlySpan<byte> SourceAddress => AddressLength is > 0 and int length ? _bytes.Slice(1, length) : default;

    /// <summary>The destination address: 4 or 16 bytes, network order; empty for other families.</summary>
    public ReadOnlySpan<byte> DestinationAddress => AddressLength is > 0 and int length ? _bytes.Slice(3 + length, length) : default;

    /// <summary>The source port, host order; 0 for other families.</summary>
    public ushort SourcePort => AddressLength is > 0 and int length ? Port(1 + length) : (ushort)0;

    /// <summary>The destination port, host order; 0 for other families.</summary>
    public ushort DestinationPort => AddressLength is > 0 and int length ? Port(3 + 2 * length) : (ushort)0;

    /// <summary>The kernel address of a unix socket; 0 for other families.</summary>
    public ulong UnixSource => IsUnix ? BinaryPrimitives.ReadUInt64LittleEndian(_bytes[1..]) : 0;

    /// <summary>The kernel address of the peer of a unix socket; 0 for other families.</summary>
    public ulong UnixDestination => IsUnix ? BinaryPrimitives.ReadUInt64LittleEndian(_bytes[9..]) : 0;

    /// <summary>The path of a unix socket.</summary>
    public ReadOnlySpan<byte> Path => IsUnix ? ParameterValue.UpToNul(_bytes[17..]) : default;

    private bool IsUnix => Family == SocketFamily.Unix && IsValid;

    private int AddressLength => IsValid ? SocketAddress.AddressLength(Family) : 0;

    private ushort Port(int offset) => BinaryPrimitives.ReadUInt16LittleEndian(_bytes[offset..]);
}
