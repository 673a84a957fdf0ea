using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>The address of a socket: as calls take it, and as events encode it.</summary>
internal sealed class SocketEnd : IDisposable
{
    public const int UnixFamily = 1;
    public const int IPv4Family = 2;
    public const int IPv6Family = 10;
    private const int LongestAddress = 128;

    // As it is in an event, without the family.
    private readonly byte[] _encoded;

    private SocketEnd(byte[] argument, byte[] encoded)
    {
        Argument = new NativeBytes(argument);
        _encoded = encoded;
    }

    /// <summary>The address for system calls.</summary>
    public NativeBytes Argument { get; }

    public int Length => Argument.Length;

    /// <summary>The parameter of an event.</summary>
    public byte[] Encoded => [Argument.Span[0], .. _encoded];

    public ushort Port => BinaryPrimitives.ReadUInt16BigEndian(Argument.Span[2..]);

    public static SocketEnd Internet(string address, int port)
    {
        byte[] bytes = IPAddress.Parse(address).GetAddressBytes();
        byte[] encoded = [.. bytes, (byte)port, (byte)(port >> 8)];
        return bytes.Length == 4
            ? new([IPv4Family, 0, (byte)(port >> 8), (byte)port, .. bytes, .. new byte[8]], encoded)
            : new([IPv6Family, 0, (byte)(port >> 8), (byte)port, .. new byte[4], .. bytes, .. new byte[4]], encoded);
    }

    /// <summary>A path, with its end; one that begins with <c>@</c> is abstract and has none.</summary>
    public static SocketEnd Unix(string path)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(path);
        if (path[0] != '@')
            return new([UnixFamily, 0, .. bytes, 0], [.. bytes, 0]);
        return new([UnixFamily, 0, 0, .. bytes[1..]], [.. bytes[1..], 0]);
    }

    /// <summary>Where a socket is, or, with <c>getpeername</c>, what it is connected with.</summary>
    public static SocketEnd Of(nint descriptor, string call = "getsockname")
    {
        using NativeBytes address = new(LongestAddress);
        using NativeBytes length = NativeBytes.Of(LongestAddress);
        NativeCall.Succeed(call, descriptor, address, length);
        Span<byte> bytes = address.Span;
        int port = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        return bytes[0] switch
        {
            IPv4Family => Internet(new IPAddress(bytes[4..8]).ToString(), port),
            IPv6Family => Internet(new IPAddress(bytes[8..24]).ToString(), port),
            _ => throw new NotSupportedException($"family {bytes[0]}"),
        };
    }

    /// <summary>The parameter of an event that tells both ends of an internet connection.</summary>
    public static byte[] Tuple(SocketEnd source, SocketEnd destination) => [.. source.Encoded, .. destination._encoded];

    public void Dispose() => Argument.Dispose();
}
