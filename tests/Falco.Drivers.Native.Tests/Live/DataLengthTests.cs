using System.Text;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>How much of the data is sent when traffic is recognised by its ports or by its first bytes.</summary>
[Collection(LiveSourceCollection.Name)]
public sealed class DataLengthTests(DataLengthSource source) : IClassFixture<DataLengthSource>, IDisposable
{
    private const int SnapLength = 80;
    private const int DnsLength = 512;
    private const int KnownLength = 2000;
    private const int WholeLength = 16_000;
    private const int Sent = 20_000;
    private const int Datagram = 2;
    private const int DoNotWait = 0x40;

    private readonly ScratchDescriptors _open = new();
    private readonly NativeBytes _data = new(Sent);

    [Theory]
    [InlineData(53, DnsLength)]
    [InlineData(DataLengthSource.StatsdPort, KnownLength)]
    [InlineData(27017, KnownLength)]
    [InlineData(54, SnapLength)]
    public void A_port_decides_wherever_the_call_names_it(int port, int length)
    {
        Fill("nothing that is known");
        using SocketEnd target = SocketEnd.Internet("127.0.0.1", port);
        nint socket = _open.Open("socket", SocketEnd.IPv4Family, Datagram, 0);
        Expect(length, source.Live.Call("sendto", socket, _data, Sent, 0, target.Argument, target.Length));
        using NativeBytes vectors = NativeBytes.Words(_data, Sent);
        using NativeBytes message = NativeBytes.Words(target.Argument, target.Length, vectors, 1, 0, 0, 0);

        // Calls with several buffers do not look inside, nor at ports whose data has to be looked at.
        int lengthOfMessage = port == 27017 ? SnapLength : length;
        Expect(lengthOfMessage, source.Live.Call("sendmsg", socket, message, 0));
        using NativeBytes messages = NativeBytes.Words(target.Argument, target.Length, vectors, 1, 0, 0, 0, 0);
        Expect(lengthOfMessage, source.Live.Call("sendmmsg", socket, messages, 1, 0));
    }

    [Theory]
    [InlineData(53, DnsLength)]
    [InlineData(54, SnapLength)]
    public void The_port_of_a_connection_decides(int port, int length)
    {
        using SocketEnd target = SocketEnd.Internet("127.0.0.1", port);
        using NativeBytes vectors = NativeBytes.Words(_data, Sent);
        nint first = _open.Open("socket", SocketEnd.IPv4Family, Datagram, 0);
        NativeCall.Succeed("connect", first, target.Argument, target.Length);
        Expect(length, source.Live.Call("write", first, _data, Sent));

        // Of its own: nobody receives, which the socket remembers.
        nint second = _open.Open("socket", SocketEnd.IPv4Family, Datagram, 0);
        NativeCall.Succeed("connect", second, target.Argument, target.Length);
        Expect(length, source.Live.Call("writev", second, vectors, 1));
    }

    [Fact]
    public void Data_of_a_port_that_the_settings_name_is_whole_at_either_end()
    {
        nint socket = _open.Open("socket", SocketEnd.IPv4Family, Datagram, 0);
        using SocketEnd target = SocketEnd.Internet("127.0.0.1", source.WholePort);
        Expect(WholeLength, source.Live.Call("sendto", socket, _data, Sent, 0, target.Argument, target.Length));
        Expect(WholeLength, source.Live.Call("recvfrom", source.WholeSocket, _data, Sent, DoNotWait, 0, 0));
        NativeCall.Succeed("sendto", socket, _data, 90, 0, target.Argument, target.Length);
        Expect(90, source.Live.Call("read", source.WholeSocket, _data, Sent));
    }

    [Theory]
    [InlineData("GET /path HTTP/1.1", KnownLength)]
    [InlineData("POST /path", KnownLength)]
    [InlineData("PUT /path", KnownLength)]
    [InlineData("DELETE /path", KnownLength)]
    [InlineData("TRACE /path", KnownLength)]
    [InlineData("CONNECT host:1", KnownLength)]
    [InlineData("OPTIONS /path", KnownLength)]
    [InlineData("HTTP/1.1 200 OK", KnownLength)]
    [InlineData("HTTPS is not it", SnapLength)]
    [InlineData("HEAD /path", SnapLength)]
    [InlineData("get /path", SnapLength)]
    public void The_first_bytes_of_HTTP_are_known_on_any_socket(string start, int length)
    {
        Fill(start);
        (nint first, nint second) = _open.Sockets();
        Expect(length, source.Live.Call("write", first, _data, Sent));
        Expect(length, source.Live.Call("read", second, _data, Sent));
        Expect(length, source.Live.Call("sendto", first, _data, Sent, 0, 0, 0));
        Expect(length, source.Live.Call("recvfrom", second, _data, Sent, DoNotWait, 0, 0));
    }

    [Theory]
    [InlineData(3306, new byte[] { 3, 9, 9, 9, 9 }, KnownLength)]
    [InlineData(3306, new byte[] { 9, 9, 9, 9, 3 }, KnownLength)]
    [InlineData(3306, new byte[] { 9, 9, 0, 0, 9 }, KnownLength)]
    [InlineData(3306, new byte[] { 9, 9, 9, 9, 9 }, SnapLength)]
    [InlineData(5432, new byte[] { (byte)'Q', 0, 9, 9, 9, 9, 9 }, KnownLength)]
    [InlineData(5432, new byte[] { (byte)'P', 0, 9, 9, 9, 9, 9 }, KnownLength)]
    [InlineData(5432, new byte[] { (byte)'E', 0, 9, 9, 9, 9, 9 }, KnownLength)]
    [InlineData(5432, new byte[] { 9, 9, 9, 9, 0, 3, 0 }, KnownLength)]
    [InlineData(5432, new byte[] { (byte)'Q', 9, 9, 9, 9, 9, 9 }, SnapLength)]
    [InlineData(54, new byte[] { 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 1, 0, 0, 0 }, KnownLength)]
    [InlineData(54, new byte[] { 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 0xD7, 7, 0, 0 }, KnownLength)]
    [InlineData(54, new byte[] { 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 0xD8, 7, 0, 0 }, SnapLength)]
    public void Databases_are_known_by_their_port_and_their_first_bytes(int port, byte[] start, int length)
    {
        _data.Span.Fill(9);
        start.CopyTo(_data.Span);
        using SocketEnd target = SocketEnd.Internet("127.0.0.1", port);
        nint socket = _open.Open("socket", SocketEnd.IPv4Family, Datagram, 0);
        Expect(length, source.Live.Call("sendto", socket, _data, Sent, 0, target.Argument, target.Length));
    }

    [Fact]
    public void Data_that_goes_elsewhere_than_into_a_socket_stays_short()
    {
        Fill("GET /path HTTP/1.1");
        Expect(SnapLength, source.Live.Call("write", _open.Pipe().Input, _data, Sent));
        CallRecord failed = source.Live.Call("write", -1, _data, Sent);
        Assert.Equal(SnapLength, failed.Failure(ErrorNumber.BadDescriptor).Bytes("data").Length);
    }

    public void Dispose()
    {
        _open.Dispose();
        _data.Dispose();
    }

    private static void Expect(int length, CallRecord call) => Assert.Equal(length, call.Success().Bytes("data").Length);

    private void Fill(string start)
    {
        _data.Span.Fill((byte)'.');
        Encoding.ASCII.GetBytes(start).CopyTo(_data.Span);
    }
}
