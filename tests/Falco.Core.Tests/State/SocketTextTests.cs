using System.Net;
using System.Text;
using Falco.Core.State;

namespace Falco.Core.Tests.State;

public sealed class SocketTextTests
{
    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("255.255.255.255", "255.255.255.255")]
    [InlineData("::", "::")]
    [InlineData("::1", "::1")]
    [InlineData("1::", "1::")]
    [InlineData("2001:db8::8:800:200c:417a", "2001:db8::8:800:200c:417a")]
    [InlineData("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1")]
    [InlineData("2001:0:0:1:0:0:0:1", "2001:0:0:1::1")]
    [InlineData("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1")]
    [InlineData("1:2:3:4:5:6:0:0", "1:2:3:4:5:6::")]
    [InlineData("1:2:3:4:5:6:7:0", "1:2:3:4:5:6:7:0")]
    [InlineData("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    [InlineData("::ffff:10.1.2.3", "::ffff:10.1.2.3")]
    [InlineData("::1:2", "::0.1.0.2")]
    [InlineData("::ffff:0:1", "::ffff:0.0.0.1")]
    [InlineData("0:0:0:0:1:0:0:0", "::1:0:0:0")]
    public void An_address_reads(string address, string expected)
    {
        Span<byte> room = stackalloc byte[SocketText.MaxAddressLength];
        int length = SocketText.WriteAddress(Bytes(address), room);

        Assert.Equal(expected, Encoding.UTF8.GetString(room[..length]));
    }

    [Theory]
    [InlineData("10.0.0.1", "10.0.0.2", "10.0.0.1:5->10.0.0.2:65535")]
    [InlineData("fe80::1", "::2:3:4", "fe80::1:5->::2:3:4:65535")]
    [InlineData("::ffff:10.0.0.1", "::", "10.0.0.1:5->0.0.0.0:65535")]
    [InlineData("::ffff:10.0.0.1", "fe80::1", "::ffff:10.0.0.1:5->fe80::1:65535")]
    public void A_connection_reads(string source, string target, string expected)
    {
        Span<byte> room = stackalloc byte[SocketText.MaxConnectionLength];
        int length = SocketText.WriteConnection(Bytes(source), 5, Bytes(target), 65535, room);

        Assert.Equal(expected, Encoding.UTF8.GetString(room[..length]));
    }

    [Theory]
    [InlineData(SocketProtocol.Tcp, "1.2.3.4", "1.2.3.4:5->1.2.3.4:6")]
    [InlineData(SocketProtocol.Udp, "fe80::1", "fe80::1:5->fe80::1:6")]
    [InlineData(SocketProtocol.Icmp, "1.2.3.4", "1.2.3.4->1.2.3.4")]
    [InlineData(SocketProtocol.Icmp, "fe80::1", "fe80::1->fe80::1")]
    [InlineData(SocketProtocol.Raw, "1.2.3.4", "1.2.3.4->1.2.3.4")]
    [InlineData(SocketProtocol.Raw, "fe80::1", "<unknown>")]
    [InlineData(SocketProtocol.Unknown, "1.2.3.4", "<unknown>")]
    public void A_socket_is_named_by_its_protocol(SocketProtocol protocol, string address, string expected)
    {
        Span<byte> room = stackalloc byte[SocketText.MaxConnectionLength];
        int length = SocketText.WriteConnection(Bytes(address), 5, Bytes(address), 6, protocol, room);

        Assert.Equal(expected, Encoding.UTF8.GetString(room[..length]));
    }

    [Fact]
    public void Longest_texts_fit_the_room()
    {
        byte[] longest = Bytes("1111:2222:3333:4444:5555:6666:7777:8888");
        Span<byte> room = stackalloc byte[SocketText.MaxConnectionLength];

        Assert.Equal(room.Length, SocketText.WriteConnection(longest, 65535, longest, 65535, room));
    }

    private static byte[] Bytes(string address) => IPAddress.Parse(address).GetAddressBytes();
}
