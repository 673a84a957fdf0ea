using System.Runtime.InteropServices;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>What the kernel tells of sending and receiving messages.</summary>
[Collection(LiveSourceCollection.Name)]
public sealed class MessageCallTests(LiveSource kernel) : IDisposable
{
    private const int SnapLength = 80; // of the live source
    private const int Datagram = 2;
    private const int DoNotWait = 0x40;
    private const int NoSignal = 0x4000;

    private readonly ScratchDescriptors _open = new();
    private readonly NativeBytes _text = new([.. Enumerable.Range(0, 200).Select(index => (byte)('A' + (index % 50)))]);

    [Theory]
    [LiveCall("sendto", "recvfrom")]
    [InlineData("127.0.0.1", 20)]
    [InlineData("127.0.0.1", SnapLength)]
    [InlineData("127.0.0.1", 200)]
    [InlineData("::1", 200)]
    public void Datagrams_tell_both_ends_when_the_call_names_the_other_one(string address, int size)
    {
        (nint client, SocketEnd source) = Bind(address);
        (nint server, SocketEnd target) = Bind(address);
        byte[] data = Start(size);
        kernel.Call("sendto", client, _text, size, 0, target.Argument, target.Length).Success().Expect(
            ("res", size), ("data", data), ("fd", client), ("size", size), ("tuple", SocketEnd.Tuple(source, target)));
        using NativeBytes buffer = new(300);
        using NativeBytes sender = new(128);
        using NativeBytes senderLength = NativeBytes.Of(128);
        kernel.Call("recvfrom", server, buffer, 300, DoNotWait, sender, senderLength).Success().Expect(
            ("res", size), ("data", data), ("tuple", SocketEnd.Tuple(source, target)), ("fd", server), ("size", 300));
    }

    [Theory]
    [LiveCall("sendto", "recvfrom", "sendmsg", "recvmsg")]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public void Connections_tell_both_ends_by_themselves(string address)
    {
        (nint client, nint server, SocketEnd source, SocketEnd target) = Connect(address);
        byte[] tuple = SocketEnd.Tuple(source, target);
        kernel.Call("sendto", client, _text, 20, NoSignal, 0, 0).Success().Expect(
            ("res", 20), ("data", Start(20)), ("fd", client), ("size", 20), ("tuple", tuple));
        using NativeBytes buffer = new(20);
        kernel.Call("recvfrom", server, buffer, 20, DoNotWait, 0, 0).Success().Expect(
            ("res", 20), ("data", Start(20)), ("tuple", tuple), ("fd", server), ("size", 20));
        using NativeBytes vectors = NativeBytes.Words(_text, 20);
        using NativeBytes sent = NativeBytes.Words(0, 0, vectors, 1, 0, 0, 0);
        kernel.Call("sendmsg", client, sent, NoSignal).Success().Expect(
            ("res", 20), ("data", Start(20)), ("fd", client), ("size", 20), ("tuple", tuple));
        using NativeBytes room = NativeBytes.Words(buffer, 20);
        using NativeBytes received = NativeBytes.Words(0, 0, room, 1, 0, 0, 0);
        kernel.Call("recvmsg", server, received, DoNotWait).Success().Expect(
            ("res", 20), ("size", 20), ("data", Start(20)), ("tuple", tuple), ("msgcontrol", null), ("fd", server));
    }

    [Fact]
    [LiveCall("recvfrom")]
    public void A_receiver_that_does_not_ask_for_the_sender_is_not_told_it()
    {
        (nint client, _) = Bind("127.0.0.1");
        (nint server, SocketEnd target) = Bind("127.0.0.1");
        using SocketEnd nowhere = SocketEnd.Internet("0.0.0.0", 0);
        NativeCall.Succeed("sendto", client, _text, 5, 0, target.Argument, target.Length);
        using NativeBytes buffer = new(5);
        kernel.Call("recvfrom", server, buffer, 5, DoNotWait, 0, 0).Success().Expect(
            ("res", 5), ("data", Start(5)), ("tuple", SocketEnd.Tuple(nowhere, target)), ("fd", server), ("size", 5));
    }

    [Fact]
    [LiveCall("sendto")]
    public void Datagrams_by_path_tell_the_path_of_the_receiver()
    {
        using ScratchFile file = new();
        using SocketEnd target = SocketEnd.Unix(file.Text);
        nint server = _open.Open("socket", SocketEnd.UnixFamily, Datagram, 0);
        nint client = _open.Open("socket", SocketEnd.UnixFamily, Datagram, 0);
        NativeCall.Succeed("bind", server, target.Argument, target.Length);
        CallEvent exit = kernel.Call("sendto", client, _text, 5, 0, target.Argument, target.Length).Success();

        // The socket is not connected: its peer is none.
        byte[] tuple = exit.Bytes("tuple");
        Assert.Equal((byte[])[SocketEnd.UnixFamily, .. new byte[8]], tuple[..9]);
        Assert.NotEqual(0, BitConverter.ToInt64(tuple, 9));
        Assert.Equal(target.Encoded[1..], tuple[17..]);
        exit.Expect(("res", 5), ("data", Start(5)), ("fd", client), ("size", 5), ("tuple", tuple));
    }

    [Fact]
    [LiveCall("sendto", "recvfrom")]
    public void Messages_that_fail_tell_no_connection()
    {
        (nint server, _) = Bind("127.0.0.1");
        kernel.Call("sendto", -1, _text, 90, 0, 0, 0).Failure(ErrorNumber.BadDescriptor).Expect(
            ("res", -ErrorNumber.BadDescriptor), ("data", Start(90)), ("fd", -1), ("size", 90), ("tuple", null));
        kernel.Call("sendto", _open.Pipe().Input, 1, 9, 0, 1, 16).Failure(ErrorNumber.NotSocket);
        kernel.Call("sendto", server, 1, 9, 0, 1, 16).Failure(ErrorNumber.BadAddress).Expect(
            ("res", -ErrorNumber.BadAddress), ("data", null), ("fd", server), ("size", 9), ("tuple", null));
        kernel.Call("recvfrom", server, _text, 90, DoNotWait, 0, 0).Failure(ErrorNumber.TryAgain).Expect(
            ("res", -ErrorNumber.TryAgain), ("data", null), ("tuple", null), ("fd", server), ("size", 90));
    }

    [Fact]
    [LiveCall("sendmsg", "recvmsg")]
    public void Messages_in_several_buffers_are_told_as_one()
    {
        (nint client, SocketEnd source) = Bind("127.0.0.1");
        (nint server, SocketEnd target) = Bind("127.0.0.1");
        using NativeBytes vectors = NativeBytes.Words(_text, 70, _text, 60);
        using NativeBytes sent = NativeBytes.Words(target.Argument, target.Length, vectors, 2, 0, 0, 0);
        byte[] data = [.. Start(70), .. Start(10)];
        kernel.Call("sendmsg", client, sent, 0).Success().Expect(
            ("res", 130), ("data", data), ("fd", client), ("size", 130), ("tuple", SocketEnd.Tuple(source, target)));
        using NativeBytes buffer = new(300);
        using NativeBytes sender = new(128);
        using NativeBytes room = NativeBytes.Words(buffer, 75, buffer.At(75), 225);
        using NativeBytes received = NativeBytes.Words(sender, 128, room, 2, 0, 0, 0);
        kernel.Call("recvmsg", server, received, DoNotWait).Success().Expect(
            ("res", 130),
            ("size", 130),
            ("data", data),
            ("tuple", SocketEnd.Tuple(source, target)),
            ("msgcontrol", null),
            ("fd", server));
    }

    [Fact]
    [LiveCall("recvmsg")]
    public void Descriptors_that_come_with_a_message_are_told()
    {
        (nint first, nint second) = _open.Sockets();
        using NativeBytes vectors = NativeBytes.Words(_text, 3);
        using NativeBytes passed = NativeBytes.Integers(20, 0, 1, 1, (int)first, 0);
        using NativeBytes sent = NativeBytes.Words(0, 0, vectors, 1, passed, passed.Length, 0);
        NativeCall.Succeed("sendmsg", first, sent, 0);
        using NativeBytes buffer = new(3);
        using NativeBytes room = NativeBytes.Words(buffer, 3);
        using NativeBytes control = new(64);
        using NativeBytes received = NativeBytes.Words(0, 0, room, 1, control, 64, 0);
        CallRecord call = kernel.Call("recvmsg", second, received, 0);
        _open.Take(MemoryMarshal.Cast<byte, int>(control.Span)[4]);
        int controlLength = (int)MemoryMarshal.Cast<byte, long>(received.Span)[5];
        Assert.Equal(24, controlLength);
        byte[] tuple = kernel.Call("sendto", first, _text, 0, 0, 0, 0).Success().Bytes("tuple");
        call.Success().Expect(
            ("res", 3),
            ("size", 3),
            ("data", Start(3)),
            ("tuple", tuple),
            ("msgcontrol", control.Span[..controlLength].ToArray()),
            ("fd", second));
    }

    [Theory]
    [LiveCall("sendmsg")]
    [InlineData(0)]
    [InlineData(1)]
    public void A_message_that_cannot_be_read_is_not_told(int address)
    {
        (nint socket, _) = Bind("127.0.0.1");
        kernel.Call("sendmsg", socket, address, 0).Failure(ErrorNumber.BadAddress).Expect(
            ("res", -ErrorNumber.BadAddress), ("data", null), ("fd", socket), ("size", null), ("tuple", null));
        using NativeBytes message = NativeBytes.Words(0, 0, address, 2, 0, 0, 0);
        kernel.Call("sendmsg", socket, message, 0).Failure(ErrorNumber.BadAddress).Expect(
            ("res", -ErrorNumber.BadAddress), ("data", null), ("fd", socket), ("size", 0), ("tuple", null));
    }

    [Fact]
    [LiveCall("sendmsg", "recvmsg")]
    public void A_message_that_fails_tells_what_was_to_be_sent()
    {
        using NativeBytes vectors = NativeBytes.Words(_text, 30);
        using NativeBytes message = NativeBytes.Words(0, 0, vectors, 1, 0, 0, 0);
        kernel.Call("sendmsg", -1, message, 0).Failure(ErrorNumber.BadDescriptor).Expect(
            ("res", -ErrorNumber.BadDescriptor), ("data", Start(30)), ("fd", -1), ("size", 30), ("tuple", null));
        (nint socket, _) = Bind("127.0.0.1");
        kernel.Call("recvmsg", socket, message, DoNotWait).Failure(ErrorNumber.TryAgain).Expect(
            ("res", -ErrorNumber.TryAgain), ("size", 0), ("data", null), ("tuple", null), ("msgcontrol", null), ("fd", socket));
        kernel.Call("recvmsg", socket, 1, DoNotWait).Failure(ErrorNumber.BadAddress).Expect(
            ("res", -ErrorNumber.BadAddress), ("size", 0), ("data", null), ("tuple", null), ("msgcontrol", null), ("fd", socket));
    }

    [Theory]
    [LiveCall("sendmmsg", "recvmmsg")]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(16)]
    [InlineData(20)]
    public void Several_messages_are_an_event_each_up_to_16(int count)
    {
        (nint client, SocketEnd source) = Bind("127.0.0.1");
        (nint server, SocketEnd target) = Bind("127.0.0.1");
        byte[] tuple = SocketEnd.Tuple(source, target);
        using NativeBytes vectors = Vectors(count, index => (_text, 90 + index));
        using NativeBytes messages = Messages(count, index => (target.Argument, target.Length, vectors.At(16 * index)));
        CallRecord call = kernel.Call("sendmmsg", client, messages, count, 0);
        Assert.Equal(count, call.Result);
        Assert.Equal(Math.Min(count, 16), call.Exits.Count);
        for (int i = 0; i < call.Exits.Count; i++)
            call.Exits[i].Expect(("res", 90 + i), ("fd", client), ("size", 90 + i), ("data", Start(90)), ("tuple", tuple));

        using NativeBytes buffers = new(count * 200);
        using NativeBytes sender = new(128);
        using NativeBytes room = Vectors(count, index => (buffers.At(200 * index), 200));
        using NativeBytes received = Messages(count, index => (sender, 128, room.At(16 * index)));
        call = kernel.Call("recvmmsg", server, received, count, DoNotWait, 0);
        Assert.Equal(count, call.Result);
        Assert.Equal(Math.Min(count, 16), call.Exits.Count);
        for (int i = 0; i < call.Exits.Count; i++)
        {
            call.Exits[i].Expect(
                ("res", 90 + i), ("fd", server), ("size", 90 + i), ("data", Start(90)), ("tuple", tuple), ("msgcontrol", null));
        }
    }

    [Fact]
    [LiveCall("sendmmsg", "recvmmsg")]
    public void Several_messages_that_fail_are_one_event()
    {
        using NativeBytes vectors = NativeBytes.Words(_text, 30);
        using NativeBytes messages = Messages(2, _ => (0, 0, vectors));
        CallRecord call = kernel.Call("sendmmsg", -1, messages, 2, 0);
        call.Failure(ErrorNumber.BadDescriptor);
        Assert.Single(call.Exits).Expect(
            ("res", -ErrorNumber.BadDescriptor), ("fd", -1), ("size", 0), ("data", null), ("tuple", null));
        (nint socket, _) = Bind("127.0.0.1");
        call = kernel.Call("recvmmsg", socket, messages, 2, DoNotWait, 0);
        call.Failure(ErrorNumber.TryAgain);
        Assert.Single(call.Exits).Expect(
            ("res", -ErrorNumber.TryAgain), ("fd", socket), ("size", 0), ("data", null), ("tuple", null), ("msgcontrol", null));
        call = kernel.Call("recvmmsg", socket, 1, 2, DoNotWait, 0);
        call.Failure(ErrorNumber.BadAddress);
        Assert.Single(call.Exits).Expect(
            ("res", -ErrorNumber.BadAddress), ("fd", socket), ("size", 0), ("data", null), ("tuple", null), ("msgcontrol", null));
        call = kernel.Call("sendmmsg", socket, messages, 0, 0);
        call.Success();
        Assert.Single(call.Exits).Expect(("res", 0), ("fd", socket), ("size", 0), ("data", null), ("tuple", null));
    }

    public void Dispose()
    {
        _open.Dispose();
        _text.Dispose();
    }

    private static NativeBytes Vectors(int count, Func<int, (nint Start, nint Length)> part) =>
        NativeBytes.Words([.. Enumerable.Range(0, count).Select(part).SelectMany(vector => new nint[] { vector.Start, vector.Length })]);

    // struct mmsghdr: a message, and how much of it went.
    private static NativeBytes Messages(int count, Func<int, (nint Name, nint Length, nint Vector)> part) =>
        NativeBytes.Words([.. Enumerable.Range(0, count).Select(part)
            .SelectMany(message => new nint[] { message.Name, message.Length, message.Vector, 1, 0, 0, 0, 0 })]);

    private byte[] Start(int size) => _text.Span[..Math.Min(size, SnapLength)].ToArray();

    private (nint Socket, SocketEnd End) Bind(string address)
    {
        using SocketEnd any = SocketEnd.Internet(address, 0);
        nint socket = _open.Open("socket", any.Argument.Span[0], Datagram, 0);
        NativeCall.Succeed("bind", socket, any.Argument, any.Length);
        return (socket, SocketEnd.Of(socket));
    }

    private (nint Client, nint Server, SocketEnd Source, SocketEnd Target) Connect(string address)
    {
        using SocketEnd any = SocketEnd.Internet(address, 0);
        nint listener = _open.Open("socket", any.Argument.Span[0], 1, 0);
        NativeCall.Succeed("bind", listener, any.Argument, any.Length);
        NativeCall.Succeed("listen", listener, 1);
        SocketEnd target = SocketEnd.Of(listener);
        nint client = _open.Open("socket", any.Argument.Span[0], 1, 0);
        NativeCall.Succeed("connect", client, target.Argument, target.Length);
        nint server = _open.Open("accept4", listener, 0, 0, 0);
        return (client, server, SocketEnd.Of(client), target);
    }
}
