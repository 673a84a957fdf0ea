using System.Buffers.Binary;

namespace Falco.Core.Events;

/// <summary>A socket address within an event: a family and, depending on it, an address and a port, or a path.</summary>
/// <remarks>An address that is shorter than its family asks for has none of its parts.</remarks>
public readonly ref struct SocketAddress
{
    private readonly ReadOnlySpan<byte> _bytes;

    internal SocketAddress(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
    }

    /// <summary>Whether there is an address at all.</summary>
    public bool IsEmpty => _bytes.IsEmpty;

    /// <summary>The family.</summary>
    public SocketFamily Family => _bytes.IsEmpty ? SocketFamily.None : (SocketFamily)_bytes[0];

    /// <summary>Whether the parts that the family asks for are there; true for families that are not decoded.</summary>
    public bool IsValid => Family switch
    {
        SocketFamily.None => false,
        SocketFamily.IPv4 => _bytes.Length >= 7,
        SocketFamily.IPv6 => _bytes.Length >= 19,
        SocketFamily.Unix => _bytes.Length >= 2 && _bytes[^1] == 0,
        _ => true,
    };

    /// <summary>The internet address: 4 or 16 bytes, network order; empty for other families.</summary>
    public ReadOnlySpan<byte> Address => AddressLength(Family) is > 0 and int length && IsValid ? _bytes.Slice(1, length) : default;

    /// <summary>The port, host order; 0 for other families.</summary>
    public ushort Port => AddressLength(Family) is > 0 and int length && IsValid
        ? BinaryPrimitives.ReadUInt16LittleEndian(_bytes[(1 + length)..])
        : (ushort)0;

    /// <summary>The path of a unix socket; the name of an abstract one stands there without its leading NUL.</summary>
    public ReadOnlySpan<byte> Path => Family == SocketFamily.Unix && IsValid ? ParameterValue.UpToNul(_bytes[1..]) : default;

    internal static int AddressLength(SocketFamily family) => family switch
    {
        SocketFamily.IPv4 => 4,
        SocketFamily.IPv6 => 16,
        _ => 0,
    };
}
