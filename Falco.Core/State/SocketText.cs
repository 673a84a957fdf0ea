using System.Buffers.Binary;
using System.Buffers.Text;

namespace Falco.Core.State;

/// <summary>Text of internet addresses and connections, written to a buffer of the caller.</summary>
internal static class SocketText
{
    /// <summary>Room for an address.</summary>
    public const int MaxAddressLength = 39;

    /// <summary>Room for an address and its port.</summary>
    public const int MaxEndpointLength = MaxAddressLength + 1 + 5;

    /// <summary>Room for two ends.</summary>
    public const int MaxConnectionLength = MaxEndpointLength + 2 + MaxEndpointLength;

    /// <summary>Whether an IPv6 address stands for an IPv4 one, which is in its last four bytes; all zeros do.</summary>
    public static bool IsMappedIPv4(ReadOnlySpan<byte> address) =>
        address.Length == 16
        && BinaryPrimitives.ReadUInt64BigEndian(address) == 0
        && (BinaryPrimitives.ReadUInt32BigEndian(address[8..]) == 0xFFFF || BinaryPrimitives.ReadUInt64BigEndian(address[8..]) == 0);

    /// <summary>An address of 4 or 16 bytes, network order; nothing for another length.</summary>
    /// <returns>The length of the text.</returns>
    public static int WriteAddress(ReadOnlySpan<byte> address, Span<byte> destination) => address.Length switch
    {
        4 => WriteIPv4(address, destination),
        16 => WriteIPv6(address, destination),
        _ => 0,
    };

    /// <summary><c>address:port</c>, for IPv6 without brackets.</summary>
    /// <returns>The length of the text.</returns>
    public static int WriteEndpoint(ReadOnlySpan<byte> address, ushort port, Span<byte> destination)
    {
        int length = WriteAddress(address, destination);
        destination[length++] = (byte)':';
        Utf8Formatter.TryFormat(port, destination[length..], out int digits);
        return length + digits;
    }

    /// <summary><c>source:port->destination:port</c>; IPv4 if both ends are IPv4 addresses in IPv6 form.</summary>
    /// <returns>The length of the text.</returns>
    public static int WriteConnection(
        ReadOnlySpan<byte> source, ushort sourcePort, ReadOnlySpan<byte> target, ushort targetPort, Span<byte> destination)
    {
        Unmap(ref source, ref target);
        int length = WriteEndpoint(source, sourcePort, destination);
        length += WriteArrow(destination[length..]);
        return length + WriteEndpoint(target, targetPort, destination[length..]);
    }

    /// <summary>
    /// A connection as the reference names a socket whose protocol it looks at: without ports where the protocol has none, and
    /// <c>&lt;unknown&gt;</c> where it does not know the protocol.
    /// </summary>
    /// <returns>The length of the text.</returns>
    public static int WriteConnection(
        ReadOnlySpan<byte> source,
        ushort sourcePort,
        ReadOnlySpan<byte> target,
        ushort targetPort,
        SocketProtocol protocol,
        Span<byte> destination)
    {
        switch (protocol)
        {
            case SocketProtocol.Tcp or SocketProtocol.Udp:
                return WriteConnection(source, sourcePort, target, targetPort, destination);
            case SocketProtocol.Icmp:
            case SocketProtocol.Raw when source.Length == 4:
                Unmap(ref source, ref target);
                int length = WriteAddress(source, destination);
                length += WriteArrow(destination[length..]);
                return length + WriteAddress(target, destination[length..]);
            default:
                "<unknown>"u8.CopyTo(destination);
                return 9;
        }
    }

    private static void Unmap(ref ReadOnlySpan<byte> source, ref ReadOnlySpan<byte> target)
    {
        if (IsMappedIPv4(source) && IsMappedIPv4(target))
        {
            source = source[12..];
            target = target[12..];
        }
    }

    private static int WriteArrow(Span<byte> destination)
    {
        "->"u8.CopyTo(destination);
        return 2;
    }

    private static int WriteIPv4(ReadOnlySpan<byte> address, Span<byte> destination)
    {
        int length = 0;
        for (int i = 0; i < 4; i++)
        {
            if (i > 0)
                destination[length++] = (byte)'.';
            Utf8Formatter.TryFormat(address[i], destination[length..], out int digits);
            length += digits;
        }

        return length;
    }

    // The canonical form of RFC 5952 with the first of the longest runs of zeros shortened; like the C library, an address of the
    // form ::a.b.c.d or ::ffff:a.b.c.d ends in dotted notation.
    private static int WriteIPv6(ReadOnlySpan<byte> address, Span<byte> destination)
    {
        (int zeros, int zeroCount) = LongestZeros(address);
        bool isDotted = zeros == 0 && (zeroCount == 6 || (zeroCount == 5 && Word(address, 5) == 0xFFFF));
        int words = isDotted ? 6 : 8;
        int length = 0;
        for (int i = 0; i < words; i++)
        {
            if (i == zeros)
            {
                destination[length++] = (byte)':';
                i += zeroCount - 1;
                if (i == 7)
                    destination[length++] = (byte)':';
                continue;
            }

            if (i > 0)
                destination[length++] = (byte)':';
            Utf8Formatter.TryFormat(Word(address, i), destination[length..], out int digits, 'x');
            length += digits;
        }

        if (!isDotted)
            return length;
        destination[length++] = (byte)':';
        return length + WriteIPv4(address[12..], destination[length..]);
    }

    private static (int Start, int Count) LongestZeros(ReadOnlySpan<byte> address)
    {
        int start = -1, best = 1, run = 0;
        for (int i = 0; i < 8; i++)
        {
            run = Word(address, i) == 0 ? run + 1 : 0;
            if (run > best)
                (start, best) = (i - run + 1, run);
        }

        return (start, best);
    }

    private static ushort Word(ReadOnlySpan<byte> address, int index) => BinaryPrimitives.ReadUInt16BigEndian(address[(index * 2)..]);
}
