namespace Falco.Drivers.Native.Tests.Live;

/// <summary>What the kernel tells of making, naming and shutting sockets.</summary>
[Collection(LiveSourceCollection.Name)]
public sealed class SocketCallTests(LiveSource kernel) : IDisposable
{
    private const int Stream = 1;
    private const int Datagram = 2;
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;
    private const int Udp = 17;

    private readonly ScratchDescriptors _open = new();

    [Fact]
    [LiveCall("socket")]
    public void Socket_tells_its_kind_and_its_flags()
    {
        int type = Datagram | NonBlocking | CloseOnExec;
        CallRecord call = kernel.Call("socket", SocketEnd.IPv4Family, type, Udp);
        _open.Take(call.Result);
        call.Success().Expect(
            ("fd", call.Result),
            ("domain", SocketEnd.IPv4Family),
            ("type", type),
            ("proto", Udp),
            ("flags", SchemaFlags.Of("socket", "flags", "O_NONBLOCK", "O_CLOEXEC")));
        kernel.Call("socket", SocketEnd.IPv6Family, 99, 7).Failure(ErrorNumber.Invalid).Expect(
            ("fd", -ErrorNumber.Invalid), ("domain", SocketEnd.IPv6Family), ("type", 99), ("proto", 7), ("flags", 0));
    }

    [Fact]
    [LiveCall("socketpair")]
    public void Socketpair_tells_both_descriptors_and_the_kernels_sockets()
    {
        using NativeBytes pair = new(8);
        CallRecord call = kernel.Call("socketpair", SocketEnd.UnixFamily, Stream, 0, pair);
        (nint first, nint second) = _open.TakePair(pair);

        // What is sent through the first socket tells the receiving one, then the sending one.
        byte[] tuple = kernel.Call("sendto", first, 0, 0, 0, 0, 0).Success().Bytes("tuple");
        call.Success().Expect(
            ("res", 0),
            ("fd1", first),
            ("fd2", second),
            ("source", BitConverter.ToInt64(tuple, 9)),
            ("peer", BitConverter.ToInt64(tuple, 1)),
            ("domain", SocketEnd.UnixFamily),
            ("type", Stream),
            ("proto", 0));
    }

    [Theory]
    [LiveCall("socketpair")]
    [InlineData(SocketEnd.IPv4Family, null, ErrorNumber.NotSupported)]
    [InlineData(SocketEnd.UnixFamily, 0, ErrorNumber.BadAddress)]
    [InlineData(SocketEnd.UnixFamily, 1, ErrorNumber.BadAddress)]
    public void Socketpair_that_fails_has_no_sockets(int family, int? badAddress, int error)
    {
        using NativeBytes pair = new(8);
        kernel.Call("socketpair", family, Stream, 0, badAddress ?? (nint)pair).Failure(error).Expect(
            ("res", -error), ("fd1", -1), ("fd2", -1), ("source", 0), ("peer", 0), ("domain", family), ("type", Stream), ("proto", 0));
    }

    [Theory]
    [LiveCall("bind")]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public void Bind_tells_an_internet_address(string address)
    {
        using SocketEnd end = SocketEnd.Internet(address, 0);
        nint socket = _open.Open("socket", end.Argument.Span[0], Stream, 0);
        kernel.Call("bind", socket, end.Argument, end.Length).Success().Expect(("res", 0), ("addr", end.Encoded), ("fd", socket));

        // A socket is bound once, and the port is told as a number.
        using SocketEnd second = SocketEnd.Internet(address, 0x1234);
        kernel.Call("bind", socket, second.Argument, second.Length).Failure(ErrorNumber.Invalid).Expect(
            ("res", -ErrorNumber.Invalid), ("addr", second.Encoded), ("fd", socket));
    }

    [Theory]
    [LiveCall("bind")]
    [InlineData(1)]
    [InlineData(90)]
    [InlineData(107)]
    [InlineData(108)]
    public void Bind_tells_a_path_whatever_its_length(int length)
    {
        using ScratchFile file = new();
        string path = length <= file.Text.Length ? file.Text : file.Text.PadRight(length, 'x');
        using SocketEnd end = SocketEnd.Unix(path);
        nint socket = _open.Open("socket", SocketEnd.UnixFamily, Stream, 0);

        // The longest path has no room for its end.
        CallRecord call = kernel.Call("bind", socket, end.Argument, Math.Min(end.Length, 2 + 108));
        File.Delete(path);
        call.Success().Expect(("res", 0), ("addr", end.Encoded), ("fd", socket));
    }

    [Fact]
    [LiveCall("bind")]
    public void Bind_tells_an_abstract_name_without_its_first_zero()
    {
        using SocketEnd end = SocketEnd.Unix($"@falco-live-{Environment.ProcessId}");
        nint socket = _open.Open("socket", SocketEnd.UnixFamily, Stream, 0);
        kernel.Call("bind", socket, end.Argument, end.Length).Success().Expect(("res", 0), ("addr", end.Encoded), ("fd", socket));
    }

    [Theory]
    [LiveCall("bind")]
    [InlineData(0, 16)]
    [InlineData(1, 16)]
    [InlineData(1, 65536 + 16)]
    public void Bind_without_a_readable_address_tells_none(int address, int length)
    {
        nint socket = _open.Open("socket", SocketEnd.IPv4Family, Stream, 0);
        CallRecord call = kernel.Call("bind", socket, address, length);
        Assert.True(call.Result < 0);
        call.Exit.Expect(("res", call.Result), ("addr", null), ("fd", socket));
    }

    [Fact]
    [LiveCall("bind")]
    public void Bind_of_a_family_without_an_encoding_tells_no_address()
    {
        using NativeBytes netlink = NativeBytes.Integers(16, 0, 0);
        nint socket = _open.Open("socket", 16, 3, 0);
        kernel.Call("bind", socket, netlink, netlink.Length).Success().Expect(("res", 0), ("addr", null), ("fd", socket));
    }

    [Fact]
    [LiveCall("listen")]
    public void Listen_tells_the_length_of_the_queue()
    {
        nint socket = _open.Open("socket", SocketEnd.IPv4Family, Stream, 0);
        kernel.Call("listen", socket, 7).Success().Expect(("res", 0), ("fd", socket), ("backlog", 7));
        kernel.Call("listen", -1, -5).Failure(ErrorNumber.BadDescriptor).Expect(
            ("res", -ErrorNumber.BadDescriptor), ("fd", -1), ("backlog", -5));
    }

    [Theory]
    [LiveCall("shutdown")]
    [InlineData(0, "SHUT_RD")]
    [InlineData(1, "SHUT_WR")]
    [InlineData(2, "SHUT_RDWR")]
    public void Shutdown_tells_the_direction(int how, string name)
    {
        nint socket = _open.Sockets().First;
        kernel.Call("shutdown", socket, how).Success().Expect(
            ("res", 0), ("fd", socket), ("how", SchemaFlags.Of("shutdown", "how", name)));
    }

    [Fact]
    [LiveCall("shutdown")]
    public void Shutdown_that_fails_tells_what_was_asked_for()
    {
        nint socket = _open.Open("socket", SocketEnd.IPv4Family, Stream, 0);
        kernel.Call("shutdown", socket, 1).Failure(ErrorNumber.NotConnected).Expect(
            ("res", -ErrorNumber.NotConnected), ("fd", socket), ("how", 1));

        // The name of what is unknown is a number of 16 bits; the parameter has the lower eight.
        kernel.Call("shutdown", socket, 77).Failure(ErrorNumber.Invalid).Expect(
            ("res", -ErrorNumber.Invalid), ("fd", socket), ("how", (byte)SchemaFlags.Of("shutdown", "how", "SHUT_UNKNOWN")));
    }

    [Theory]
    [LiveCall("getsockname", "getpeername")]
    [InlineData("getsockname")]
    [InlineData("getpeername")]
    public void Asking_for_an_address_is_an_event_without_parameters(string name)
    {
        nint socket = _open.Sockets().First;
        using NativeBytes address = new(128);
        using NativeBytes length = NativeBytes.Of(address.Length);
        kernel.Call(name, socket, address, length).Success().Expect();
        kernel.Call(name, -1, address, length).Failure(ErrorNumber.BadDescriptor).Expect();
        kernel.Call(name, socket, 1, 1).Failure(ErrorNumber.BadAddress).Expect();
    }

    public void Dispose() => _open.Dispose();
}
