using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Falco.Core.State;

/// <summary>The addresses of a socket, or the process of a pidfd, laid out one way for each <see cref="DescriptorType"/> over the same bytes.</summary>
/// <remarks>
/// The layouts overlap as they do in the reference, where a socket that changes its kind keeps the bytes of the former kind: what a bound
/// datagram socket shows after its first message follows from that.
/// <code>
/// IPv4 connection   source 0..4    destination 4..8     ports 8, 10   protocol 12
/// IPv6 connection   source 0..16   destination 16..32   ports 32, 34  protocol 36
/// IPv4 own address  address 0..4                        port 4        protocol 6
/// IPv6 own address  address 0..16                       port 16       protocol 18
/// unix              source 0..8    destination 8..16
/// pidfd             process 0..8
/// </code>
/// </remarks>
internal sealed class SocketFields
{
    private const int Size = 40;

    private Storage _bytes;

    private Span<byte> Bytes => _bytes;

    public void Clear() => Bytes.Clear();

    public void CopyFrom(SocketFields other) => _bytes = other._bytes;

    public Span<byte> Source(DescriptorType type) => Bytes[..AddressLength(type)];

    public Span<byte> Destination(DescriptorType type) => type switch
    {
        DescriptorType.IPv4Socket => Bytes.Slice(4, 4),
        DescriptorType.IPv6Socket => Bytes.Slice(16, 16),
        _ => default,
    };

    public ushort SourcePort(DescriptorType type) => Port(SourcePortAt(type));

    public ushort DestinationPort(DescriptorType type) => Port(DestinationPortAt(type));

    public SocketProtocol Protocol(DescriptorType type) =>
        ProtocolAt(type) is >= 0 and int at ? (SocketProtocol)Bytes[at] : SocketProtocol.Unknown;

    public void SetSourcePort(DescriptorType type, ushort port) => SetPort(SourcePortAt(type), port);

    public void SetDestinationPort(DescriptorType type, ushort port) => SetPort(DestinationPortAt(type), port);

    public void SetProtocol(DescriptorType type, SocketProtocol protocol)
    {
        if (ProtocolAt(type) is >= 0 and int at)
            Bytes[at] = (byte)protocol;
    }

    public ulong UnixSource
    {
        get => BinaryPrimitives.ReadUInt64LittleEndian(Bytes);
        set => BinaryPrimitives.WriteUInt64LittleEndian(Bytes, value);
    }

    public ulong UnixDestination
    {
        get => BinaryPrimitives.ReadUInt64LittleEndian(Bytes[8..]);
        set => BinaryPrimitives.WriteUInt64LittleEndian(Bytes[8..], value);
    }

    public long ProcessId
    {
        get => BinaryPrimitives.ReadInt64LittleEndian(Bytes);
        set => BinaryPrimitives.WriteInt64LittleEndian(Bytes, value);
    }

    private static int AddressLength(DescriptorType type) => type switch
    {
        DescriptorType.IPv4Socket or DescriptorType.IPv4ServerSocket => 4,
        DescriptorType.IPv6Socket or DescriptorType.IPv6ServerSocket => 16,
        _ => 0,
    };

    private static int SourcePortAt(DescriptorType type) => type switch
    {
        DescriptorType.IPv4Socket => 8,
        DescriptorType.IPv6Socket => 32,
        DescriptorType.IPv4ServerSocket => 4,
        DescriptorType.IPv6ServerSocket => 16,
        _ => -1,
    };

    private static int DestinationPortAt(DescriptorType type) => type switch
    {
        DescriptorType.IPv4Socket => 10,
        DescriptorType.IPv6Socket => 34,
        _ => -1,
    };

    private static int ProtocolAt(DescriptorType type) => type switch
    {
        DescriptorType.IPv4Socket => 12,
        DescriptorType.IPv6Socket => 36,
        DescriptorType.IPv4ServerSocket => 6,
        DescriptorType.IPv6ServerSocket => 18,
        _ => -1,
    };

    private ushort Port(int at) => at < 0 ? (ushort)0 : BinaryPrimitives.ReadUInt16LittleEndian(Bytes[at..]);

    private void SetPort(int at, ushort port)
    {
        if (at >= 0)
            BinaryPrimitives.WriteUInt16LittleEndian(Bytes[at..], port);
    }

    [InlineArray(Size)]
    private struct Storage
    {
        private byte _first;
    }
}
