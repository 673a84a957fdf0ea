using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Falco.Core.Events;
using Falco.Rules.Loading.Yaml;
using Falco.Testing.Files;

namespace Falco.Testing.Given;

/// <summary>One end of an internet connection.</summary>
internal readonly record struct SocketEnd(IPAddress Address, ushort Port)
{
    private const string Arrow = "->";

    public SocketFamily Family => Address.AddressFamily == AddressFamily.InterNetwork ? SocketFamily.IPv4 : SocketFamily.IPv6;

    /// <summary>Reads <c>1.2.3.4:80</c> or <c>[::1]:80</c>.</summary>
    public static SocketEnd Read(YamlNode node, string what) => TryRead(NodeReader.Text(node, what), out SocketEnd end)
        ? end
        : throw MalformedTestException.Value(node, $"{what} must be ADDRESS:PORT, but is '{node.Text}'", "for instance 1.2.3.4:80 or [::1]:80");

    /// <summary>Reads <c>1.2.3.4:80->5.6.7.8:90</c>, or one end alone.</summary>
    public static (SocketEnd First, SocketEnd? Second) ReadPair(YamlNode node, string what)
    {
        string text = NodeReader.Text(node, what);
        int arrow = text.IndexOf(Arrow, StringComparison.Ordinal);
        if (arrow < 0 && TryRead(text, out SocketEnd alone))
            return (alone, null);
        return arrow >= 0 && TryRead(text.AsSpan(0, arrow).Trim(), out SocketEnd first)
            && TryRead(text.AsSpan(arrow + Arrow.Length).Trim(), out SocketEnd second) && first.Family == second.Family
            ? (first, second)
            : throw MalformedTestException.Value(
                node, $"{what} must be SOURCE:PORT->DESTINATION:PORT, but is '{text}'", "for instance 10.0.0.1:4000->1.2.3.4:80");
    }

    /// <summary>An address as events hold it.</summary>
    public byte[] ToAddress() => [(byte)Family, .. Bytes()];

    /// <summary>A tuple as events hold it.</summary>
    public byte[] ToTuple(SocketEnd destination) => [(byte)Family, .. Bytes(), .. destination.Bytes()];

    /// <summary>The address of a unix socket as events hold it.</summary>
    public static byte[] UnixAddress(string path) => [(byte)SocketFamily.Unix, .. Encoding.UTF8.GetBytes(path), 0];

    /// <summary>The tuple of a unix socket as events hold it.</summary>
    public static byte[] UnixTuple(string path)
    {
        byte[] ends = new byte[17];
        ends[0] = (byte)SocketFamily.Unix;
        BinaryPrimitives.WriteUInt64LittleEndian(ends.AsSpan(1), 0xffff888000001000);
        BinaryPrimitives.WriteUInt64LittleEndian(ends.AsSpan(9), 0xffff888000002000);
        return [.. ends, .. Encoding.UTF8.GetBytes(path), 0];
    }

    private byte[] Bytes() => [.. Address.GetAddressBytes(), (byte)Port, (byte)(Port >> 8)];

    // IPEndPoint would take a missing port for 0, and "1" for an address.
    private static bool TryRead(ReadOnlySpan<char> text, out SocketEnd end)
    {
        end = default;
        int colon = text.LastIndexOf(':');
        if (colon <= 0 || !ushort.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out ushort port))
            return false;
        ReadOnlySpan<char> address = text[..colon];
        bool isBracketed = address is ['[', .., ']'];
        if (isBracketed)
            address = address[1..^1];
        else if (address.Contains(':') || address.Count('.') != 3)
            return false;
        if (!IPAddress.TryParse(address, out IPAddress? parsed))
            return false;
        end = new SocketEnd(parsed, port);
        return true;
    }
}
