using System.Buffers.Binary;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>What the kernel tells of the options of sockets.</summary>
[Collection(LiveSourceCollection.Name)]
public sealed class SocketOptionCallTests(LiveSource kernel) : IDisposable
{
    private const int SocketLevel = 1;
    private const int TcpLevel = 6;
    private const int IPLevel = 0;
    private const int ReuseAddress = 2;
    private const int ErrorOption = 4;
    private const int Linger = 13;
    private const int ReceiveTimeout = 20;
    private const int Cookie = 57;

    // How the value of an option is encoded: the selectors of the schema's table.
    private const byte AsBytes = 0;
    private const byte AsError = 1;
    private const byte AsNumber = 2;
    private const byte AsLong = 3;
    private const byte AsTime = 4;

    private readonly ScratchDescriptors _open = new();

    [Theory]
    [LiveCall("setsockopt", "getsockopt")]
    [InlineData(2, "SO_REUSEADDR", 1)]
    [InlineData(6, "SO_BROADCAST", 1)]
    [InlineData(9, "SO_KEEPALIVE", 1)]
    [InlineData(12, "SO_PRIORITY", 5)]
    [InlineData(15, "SO_REUSEPORT", 1)]
    [InlineData(36, "SO_MARK", 77)]
    public void A_number_is_told_when_it_is_set_and_when_it_is_asked_for(int option, string name, int value)
    {
        nint socket = _open.Open("socket", SocketEnd.IPv4Family, 1, 0);
        using NativeBytes argument = NativeBytes.Of(value);
        using NativeBytes length = NativeBytes.Of(4);
        byte[] encoded = [AsNumber, .. argument.Span];
        Expect(kernel.Call("setsockopt", socket, SocketLevel, option, argument, 4), socket, "SOL_SOCKET", name, encoded, 4);
        argument.Span.Clear();
        Expect(kernel.Call("getsockopt", socket, SocketLevel, option, argument, length), socket, "SOL_SOCKET", name, encoded, 4);
    }

    [Theory]
    [LiveCall("getsockopt")]
    [InlineData(3, "SO_TYPE", 1)]
    [InlineData(30, "SO_ACCEPTCONN", 0)]
    [InlineData(38, "SO_PROTOCOL", 6)]
    [InlineData(39, "SO_DOMAIN", SocketEnd.IPv4Family)]
    public void What_a_socket_is_is_told_when_it_is_asked_for(int option, string name, int value)
    {
        nint socket = _open.Open("socket", SocketEnd.IPv4Family, 1, 0);
        using NativeBytes answer = new(16);
        using NativeBytes length = NativeBytes.Of(16);
        byte[] encoded = [AsNumber, .. BitConverter.GetBytes(value)];
        Expect(kernel.Call("getsockopt", socket, SocketLevel, option, answer, length), socket, "SOL_SOCKET", name, encoded, 4);
    }

    [Fact]
    [LiveCall("setsockopt", "getsockopt")]
    public void A_time_is_told_in_nanoseconds()
    {
        nint socket = _open.Open("socket", SocketEnd.IPv4Family, 1, 0);
        using NativeBytes time = NativeBytes.Words(3, 500_000);
        using NativeBytes length = NativeBytes.Of(16);
        byte[] encoded = [AsTime, .. BitConverter.GetBytes(3_500_000_000L)];
        Expect(kernel.Call("setsockopt", socket, SocketLevel, ReceiveTimeout, time, 16), socket, "SOL_SOCKET", "SO_RCVTIMEO", encoded, 16);
        time.Span.Clear();
        Expect(
            kernel.Call("getsockopt", socket, SocketLevel, ReceiveTimeout, time, length), socket, "SOL_SOCKET", "SO_RCVTIMEO", encoded, 16);
    }

    [Fact]
    [LiveCall("getsockopt")]
    public void The_error_of_a_socket_is_told_as_calls_return_it()
    {
        // Nobody is where the first datagram goes, which the socket remembers.
        nint socket = _open.Open("socket", SocketEnd.IPv4Family, 2, 0);
        nint holder = _open.Open("socket", SocketEnd.IPv4Family, 2, 0);
        using SocketEnd any = SocketEnd.Internet("127.0.0.1", 0);
        NativeCall.Succeed("bind", holder, any.Argument, any.Length);
        using SocketEnd nobody = SocketEnd.Of(holder);
        NativeCall.Succeed("close", holder);
        NativeCall.Succeed("connect", socket, nobody.Argument, nobody.Length);
        NativeCall.Succeed("write", socket, any.Argument, 1);
        using NativeBytes answer = new(4);
        using NativeBytes length = NativeBytes.Of(4);
        byte[] encoded = [AsError, .. BitConverter.GetBytes((long)-ErrorNumber.ConnectionRefused)];
        Expect(kernel.Call("getsockopt", socket, SocketLevel, ErrorOption, answer, length), socket, "SOL_SOCKET", "SO_ERROR", encoded, 4);
    }

    [Fact]
    [LiveCall("getsockopt")]
    public void A_cookie_is_a_long_number()
    {
        nint socket = _open.Open("socket", SocketEnd.IPv4Family, 1, 0);
        using NativeBytes answer = new(8);
        using NativeBytes length = NativeBytes.Of(8);
        CallRecord call = kernel.Call("getsockopt", socket, SocketLevel, Cookie, answer, length);
        Assert.NotEqual(0UL, BinaryPrimitives.ReadUInt64LittleEndian(answer.Span));
        Expect(call, socket, "SOL_SOCKET", "SO_COOKIE", [AsLong, .. answer.Span], 8);
    }

    [Fact]
    [LiveCall("setsockopt", "getsockopt")]
    public void What_has_no_form_of_its_own_is_told_as_bytes()
    {
        nint socket = _open.Open("socket", SocketEnd.IPv4Family, 1, 0);
        using NativeBytes value = NativeBytes.Integers(1, 30);
        using NativeBytes length = NativeBytes.Of(8);
        byte[] encoded = [AsBytes, .. value.Span];
        Expect(kernel.Call("setsockopt", socket, SocketLevel, Linger, value, 8), socket, "SOL_SOCKET", "SO_LINGER", encoded, 8);
        value.Span.Clear();
        Expect(kernel.Call("getsockopt", socket, SocketLevel, Linger, value, length), socket, "SOL_SOCKET", "SO_LINGER", encoded, 8);
    }

    [Theory]
    [LiveCall("setsockopt", "getsockopt")]
    [InlineData(TcpLevel, 1, "SOL_TCP")]
    [InlineData(IPLevel, 1, "UNKNOWN")]
    public void Options_of_other_levels_are_told_as_bytes(int level, int option, string levelName)
    {
        nint socket = _open.Open("socket", SocketEnd.IPv4Family, 1, 0);
        using NativeBytes value = NativeBytes.Of(16);
        using NativeBytes length = NativeBytes.Of(4);
        Expect(kernel.Call("setsockopt", socket, level, option, value, 4), socket, levelName, "UNKNOWN", [AsBytes, .. value.Span], 4);
        CallRecord call = kernel.Call("getsockopt", socket, level, option, value, length);
        Expect(call, socket, levelName, "UNKNOWN", [AsBytes, .. value.Span], 4);
    }

    [Fact]
    [LiveCall("setsockopt", "getsockopt")]
    public void A_call_that_fails_tells_what_was_passed()
    {
        using NativeBytes value = NativeBytes.Of(5);
        using NativeBytes length = NativeBytes.Of(3);
        byte[] encoded = [AsNumber, .. value.Span];
        Expect(
            kernel.Call("setsockopt", -1, SocketLevel, ReuseAddress, value, 3),
            -1, "SOL_SOCKET", "SO_REUSEADDR", encoded, 3, ErrorNumber.BadDescriptor);
        Expect(
            kernel.Call("getsockopt", -1, SocketLevel, ReuseAddress, value, length),
            -1, "SOL_SOCKET", "SO_REUSEADDR", encoded, 3, ErrorNumber.BadDescriptor);
    }

    [Theory]
    [LiveCall("setsockopt", "getsockopt")]
    [InlineData(0)]
    [InlineData(1)]
    public void Values_that_cannot_be_read_are_zero_or_nothing(int address)
    {
        nint socket = _open.Open("socket", SocketEnd.IPv4Family, 1, 0);
        Expect(
            kernel.Call("setsockopt", socket, SocketLevel, ReuseAddress, address, 4),
            socket, "SOL_SOCKET", "SO_REUSEADDR", [AsNumber, 0, 0, 0, 0], 4, ErrorNumber.BadAddress);
        Expect(
            kernel.Call("setsockopt", socket, SocketLevel, Linger, address, 8),
            socket, "SOL_SOCKET", "SO_LINGER", [AsBytes], 8, ErrorNumber.BadAddress);
        Expect(
            kernel.Call("getsockopt", socket, SocketLevel, Linger, address, address),
            socket, "SOL_SOCKET", "SO_LINGER", [AsBytes], 0, ErrorNumber.BadAddress);
    }

    [Theory]
    [LiveCall("setsockopt")]
    [InlineData(120)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(-1)]
    public void Options_that_nobody_knows_are_told_as_bytes(int option)
    {
        nint socket = _open.Open("socket", SocketEnd.IPv4Family, 1, 0);
        using NativeBytes value = NativeBytes.Of(5);
        Expect(
            kernel.Call("setsockopt", socket, SocketLevel, option, value, 4),
            socket, "SOL_SOCKET", "UNKNOWN", [AsBytes, .. value.Span], 4, ErrorNumber.NoProtocolOption);
    }

    public void Dispose() => _open.Dispose();

    private static void Expect(CallRecord call, nint socket, string level, string option, byte[] value, int length, int error = 0)
    {
        Assert.Equal(-error, call.Result);
        string name = call.Call.Name.ToString();
        call.Exit.Expect(
            ("res", -error),
            ("fd", socket),
            ("level", SchemaFlags.Of(name, "level", level)),
            ("optname", SchemaFlags.Of(name, "optname", option)),
            ("val", value),
            ("optlen", length));
    }
}
