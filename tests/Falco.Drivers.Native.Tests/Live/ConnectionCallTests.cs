namespace Falco.Drivers.Native.Tests.Live;

/// <summary>What the kernel tells of connecting sockets, at both ends.</summary>
[Collection(LiveSourceCollection.Name)]
public sealed class ConnectionCallTests(LiveSource kernel) : IDisposable
{
    private const int Stream = 1;
    private const int Datagram = 2;
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;

    private readonly ScratchDescriptors _open = new();

    [Theory]
    [LiveCall("connect")]
    [InlineData("127.0.0.1", Stream)]
    [InlineData("::1", Stream)]
    [InlineData("127.0.0.1", Datagram)]
    [InlineData("::1", Datagram)]
    public void Connect_tells_the_address_before_and_both_ends_afterwards(string address, int type)
    {
        (_, SocketEnd remote) = Serve(address, type);
        nint client = _open.Open("socket", remote.Argument.Span[0], type, 0);
        CallRecord call = kernel.Call("connect", client, remote.Argument, remote.Length);
        using SocketEnd local = SocketEnd.Of(client);
        call.Entry.Expect(("fd", client), ("addr", remote.Encoded));
        call.Success().Expect(
            ("res", 0), ("tuple", SocketEnd.Tuple(local, remote)), ("fd", client), ("addr", remote.Encoded));
    }

    [Fact]
    [LiveCall("connect")]
    public void Connect_tells_an_IPv4_end_of_an_IPv6_socket_as_its_kernel_keeps_it()
    {
        (_, SocketEnd remote) = Serve("127.0.0.1", Stream);
        using SocketEnd mapped = SocketEnd.Internet("::ffff:127.0.0.1", remote.Port);
        nint client = _open.Open("socket", SocketEnd.IPv6Family, Stream, 0);
        CallRecord call = kernel.Call("connect", client, mapped.Argument, mapped.Length);
        using SocketEnd local = SocketEnd.Of(client);
        call.Success().Expect(
            ("res", 0), ("tuple", SocketEnd.Tuple(local, mapped)), ("fd", client), ("addr", mapped.Encoded));
    }

    [Fact]
    [LiveCall("connect")]
    public void Connect_that_goes_on_has_both_ends_already()
    {
        (_, SocketEnd remote) = Serve("127.0.0.1", Stream);
        nint client = _open.Open("socket", SocketEnd.IPv4Family, Stream | NonBlocking, 0);
        CallRecord call = kernel.Call("connect", client, remote.Argument, remote.Length);
        using SocketEnd local = SocketEnd.Of(client);
        call.Failure(ErrorNumber.InProgress).Expect(
            ("res", -ErrorNumber.InProgress), ("tuple", SocketEnd.Tuple(local, remote)), ("fd", client), ("addr", remote.Encoded));
    }

    [Fact]
    [LiveCall("connect")]
    public void Connect_that_is_refused_has_no_ends()
    {
        // A port that is taken, but nobody listens.
        nint holder = _open.Open("socket", SocketEnd.IPv4Family, Stream, 0);
        using SocketEnd any = SocketEnd.Internet("127.0.0.1", 0);
        NativeCall.Succeed("bind", holder, any.Argument, any.Length);
        using SocketEnd remote = SocketEnd.Of(holder);
        nint client = _open.Open("socket", SocketEnd.IPv4Family, Stream, 0);
        CallRecord call = kernel.Call("connect", client, remote.Argument, remote.Length);
        call.Entry.Expect(("fd", client), ("addr", remote.Encoded));
        call.Failure(ErrorNumber.ConnectionRefused).Expect(
            ("res", -ErrorNumber.ConnectionRefused), ("tuple", null), ("fd", client), ("addr", remote.Encoded));
    }

    [Theory]
    [LiveCall("connect")]
    [InlineData(0, 16, ErrorNumber.BadAddress)]
    [InlineData(1, 16, ErrorNumber.BadAddress)]
    [InlineData(1, 0, ErrorNumber.Invalid)]
    [InlineData(1, -1, ErrorNumber.Invalid)]
    public void Connect_without_a_readable_address_tells_none(int address, int length, int error)
    {
        nint client = _open.Open("socket", SocketEnd.IPv4Family, Stream, 0);
        CallRecord call = kernel.Call("connect", client, address, length);
        call.Entry.Expect(("fd", client), ("addr", null));
        call.Failure(error).Expect(("res", -error), ("tuple", null), ("fd", client), ("addr", null));
    }

    [Fact]
    [LiveCall("connect")]
    public void Connect_of_a_path_that_does_not_exist_tells_the_path()
    {
        using ScratchFile file = new();
        using SocketEnd remote = SocketEnd.Unix(file.Text);
        nint client = _open.Open("socket", SocketEnd.UnixFamily, Stream, 0);
        CallRecord call = kernel.Call("connect", client, remote.Argument, remote.Length);
        call.Entry.Expect(("fd", client), ("addr", remote.Encoded));
        call.Failure(ErrorNumber.NoEntry).Expect(
            ("res", -ErrorNumber.NoEntry), ("tuple", null), ("fd", client), ("addr", remote.Encoded));
    }

    [Theory]
    [LiveCall("connect", "accept")]
    [InlineData(false)]
    [InlineData(true)]
    public void Both_ends_of_a_connection_by_path_tell_the_same(bool isAbstract)
    {
        using ScratchFile file = new();
        using SocketEnd end = SocketEnd.Unix(isAbstract ? $"@{file.Text}" : file.Text);
        nint listener = Listen(end, Stream);
        nint client = _open.Open("socket", SocketEnd.UnixFamily, Stream, 0);
        CallRecord connected = kernel.Call("connect", client, end.Argument, end.Length);
        CallRecord accepted = kernel.Call("accept", listener, 0, 0);
        _open.Take(accepted.Result);

        byte[] tuple = connected.Success().Bytes("tuple");
        Assert.Equal(SocketEnd.UnixFamily, tuple[0]);
        Assert.NotEqual(0, BitConverter.ToInt64(tuple, 1));
        Assert.NotEqual(0, BitConverter.ToInt64(tuple, 9));
        Assert.NotEqual(BitConverter.ToInt64(tuple, 1), BitConverter.ToInt64(tuple, 9));
        Assert.Equal(end.Encoded[1..], tuple[17..]);
        connected.Exit.Expect(("res", 0), ("tuple", tuple), ("fd", client), ("addr", end.Encoded));
        accepted.Success().Expect(("fd", accepted.Result), ("tuple", tuple), ("queuepct", 0), ("queuelen", 0), ("queuemax", 5));
    }

    [Theory]
    [LiveCall("accept")]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public void Accept_tells_who_comes_and_how_many_wait(string address)
    {
        (nint listener, SocketEnd local) = Serve(address, Stream);
        using SocketEnd first = Connect(local);
        using SocketEnd second = Connect(local);
        CallRecord call = kernel.Call("accept", listener, 0, 0);
        _open.Take(call.Result);
        call.Success().Expect(
            ("fd", call.Result), ("tuple", SocketEnd.Tuple(first, local)), ("queuepct", 20), ("queuelen", 1), ("queuemax", 5));
        call = kernel.Call("accept", listener, 0, 0);
        _open.Take(call.Result);
        call.Success().Expect(
            ("fd", call.Result), ("tuple", SocketEnd.Tuple(second, local)), ("queuepct", 0), ("queuelen", 0), ("queuemax", 5));
    }

    [Fact]
    [LiveCall("accept4")]
    public void Accept4_tells_the_flags_of_the_new_descriptor()
    {
        (nint listener, SocketEnd local) = Serve("127.0.0.1", Stream);
        using SocketEnd client = Connect(local);
        CallRecord call = kernel.Call("accept4", listener, 0, 0, NonBlocking | CloseOnExec);
        _open.Take(call.Result);
        call.Success().Expect(
            ("fd", call.Result),
            ("tuple", SocketEnd.Tuple(client, local)),
            ("queuepct", 0),
            ("queuelen", 0),
            ("queuemax", 5),
            ("flags", SchemaFlags.Of("socket", "flags", "O_NONBLOCK", "O_CLOEXEC")));
    }

    [Fact]
    [LiveCall("accept", "accept4")]
    public void Accept_that_fails_tells_no_connection()
    {
        nint listener = _open.Open("socket", SocketEnd.IPv4Family, Stream | NonBlocking, 0);
        NativeCall.Succeed("listen", listener, 5);
        kernel.Call("accept", listener, 0, 0).Failure(ErrorNumber.TryAgain).Expect(
            ("fd", -ErrorNumber.TryAgain), ("tuple", null), ("queuepct", 0), ("queuelen", 0), ("queuemax", 0));
        kernel.Call("accept", -1, 0, 0).Failure(ErrorNumber.BadDescriptor).Expect(
            ("fd", -ErrorNumber.BadDescriptor), ("tuple", null), ("queuepct", 0), ("queuelen", 0), ("queuemax", 0));
        kernel.Call("accept4", listener, 0, 0, CloseOnExec).Failure(ErrorNumber.TryAgain).Expect(
            ("fd", -ErrorNumber.TryAgain),
            ("tuple", null),
            ("queuepct", 0),
            ("queuelen", 0),
            ("queuemax", 0),
            ("flags", SchemaFlags.Of("socket", "flags", "O_CLOEXEC")));
    }

    public void Dispose() => _open.Dispose();

    // The address lives as long as the test's process: a few bytes.
    private (nint Socket, SocketEnd End) Serve(string address, int type)
    {
        using SocketEnd any = SocketEnd.Internet(address, 0);
        nint socket = Listen(any, type);
        return (socket, SocketEnd.Of(socket));
    }

    private nint Listen(SocketEnd end, int type)
    {
        nint socket = _open.Open("socket", end.Argument.Span[0], type, 0);
        NativeCall.Succeed("bind", socket, end.Argument, end.Length);
        if (type == Stream)
            NativeCall.Succeed("listen", socket, 5);
        return socket;
    }

    private SocketEnd Connect(SocketEnd remote)
    {
        nint client = _open.Open("socket", remote.Argument.Span[0], Stream, 0);
        NativeCall.Succeed("connect", client, remote.Argument, remote.Length);
        return SocketEnd.Of(client);
    }
}
