using Falco.Core.Events;
using Falco.Core.State;
using Falco.Rules.Loading.Yaml;
using Falco.Testing.Files;
using Falco.Testing.Given;

namespace Falco.Testing.Events;

internal sealed partial class EventBuilder
{
    private const int Stream = 1;
    private const int Datagram = 2;
    private const int Tcp = 6;
    private const int Udp = 17;

    /// <summary>What is said of connections in comfortable words, and the sockets that nobody has made.</summary>
    private void BuildSocket()
    {
        switch (Kind)
        {
            case EventKind.Connect:
                BuildConnect();
                break;
            case EventKind.Accept:
                if (!Has("tuple"))
                    DefaultTuple(End("from") ?? Peer(End("to"), 50000), End("to") ?? Own(End("from"), 80));
                break;
            case EventKind.Bind:
                (SocketEnd? to, string? path) = (End("to"), UnixPath());
                EnsureSocket(path is not null ? SocketFamily.Unix : to?.Family ?? SocketFamily.IPv4, isDatagram: false);
                if (path is not null)
                    Default("addr", SocketEnd.UnixAddress(path));
                else if (to is { } own)
                    Default("addr", own.ToAddress());
                break;
            case EventKind.Send:
                BuildTransfer(isSent: true);
                break;
            case EventKind.Receive:
                BuildTransfer(isSent: false);
                break;
            case EventKind.Other when _type.Type == EventType.ListenExit:
                EnsureSocket(SocketFamily.IPv4, isDatagram: false);
                break;
        }
    }

    private void BuildConnect()
    {
        if (UnixPath() is { } path)
        {
            EnsureSocket(SocketFamily.Unix, isDatagram: false);
            Default("tuple", SocketEnd.UnixTuple(path));
            Default("addr", SocketEnd.UnixAddress(path));
            return;
        }

        SocketEnd? to = End("to");
        if (to is null && _given["tuple"] is { Kind: YamlKind.Scalar } tuple && !tuple.Text.StartsWith("unix:", StringComparison.Ordinal))
            to = SocketEnd.ReadPair(tuple, "tuple").Second;
        EnsureSocket(to?.Family ?? (_given.Has("tuple") ? SocketFamily.Unix : SocketFamily.IPv4), isDatagram: IsUdp());
        if (to is not { } destination)
            return;
        SocketEnd source = End("from") ?? Own(destination, 40000);
        CheckFamilies(source, destination);
        Default("tuple", source.ToTuple(destination));
        Default("addr", destination.ToAddress());
    }

    // What is received has the peer as its source.
    private void BuildTransfer(bool isSent)
    {
        if (UnixPath() is { } path)
        {
            EnsureSocket(SocketFamily.Unix, isDatagram: true);
            Default("tuple", SocketEnd.UnixTuple(path));
            return;
        }

        (SocketEnd? from, SocketEnd? to) = (End("from"), End("to"));
        if ((isSent ? to : from) is not { } peer)
        {
            EnsureSocket(SocketFamily.IPv4, isDatagram: true);
            return;
        }

        EnsureSocket(peer.Family, isDatagram: true);
        SocketEnd own = (isSent ? from : to) ?? Own(peer, 40000);
        CheckFamilies(own, peer);
        Default("tuple", isSent ? own.ToTuple(peer) : peer.ToTuple(own));
    }

    private void DefaultTuple(SocketEnd source, SocketEnd destination)
    {
        CheckFamilies(source, destination);
        Default("tuple", source.ToTuple(destination));
    }

    /// <summary>The socket that the call needs: if the test does not say which, one has been made for it.</summary>
    private void EnsureSocket(SocketFamily family, bool isDatagram)
    {
        if (!Has("fd"))
            Default("fd", ImplySocket(Actor.TakeNumber(), family, isDatagram));
    }

    private long ImplySocket(long number, SocketFamily family, bool isDatagram)
    {
        int protocol = family == SocketFamily.Unix ? 0 : isDatagram ? Udp : Tcp;
        _scene.Imply(EventSchema.Get(EventType.SocketExit), Actor,
        [
            ParameterWriter.Number(8, (ulong)number),
            ParameterWriter.Number(4, (ulong)family),
            ParameterWriter.Number(4, (ulong)(isDatagram ? Datagram : Stream)),
            ParameterWriter.Number(4, (ulong)protocol),
            ParameterWriter.Number(4, 0),
        ]);
        return number;
    }

    private void ImplyConnection(long number, SocketEnd source, SocketEnd destination, SocketProtocol protocol)
    {
        ImplySocket(number, source.Family, protocol == SocketProtocol.Udp);
        _scene.Imply(EventSchema.Get(EventType.ConnectExit), Actor,
        [
            ParameterWriter.Number(8, 0),
            source.ToTuple(destination),
            ParameterWriter.Number(8, (ulong)number),
            destination.ToAddress(),
        ]);
    }

    private SocketEnd? End(string key) => _given[key] is { } node ? SocketEnd.Read(node, key) : null;

    private string? UnixPath() => _given["unix"] is { } node ? NodeReader.Text(node, "unix") : null;

    private bool IsUdp()
    {
        if (_given["protocol"] is not { } node)
            return false;
        return NodeReader.Text(node, "protocol") switch
        {
            "udp" => true,
            "tcp" => false,
            var other => throw MalformedTestException.Value(node, $"protocol must be tcp or udp, but is '{other}'"),
        };
    }

    private void CheckFamilies(SocketEnd source, SocketEnd destination)
    {
        if (source.Family != destination.Family)
            throw MalformedTestException.Value(_given, $"{source.Address} and {destination.Address} are of different families");
    }

    private static SocketEnd Own(SocketEnd? peer, ushort port) => new(System.Net.IPAddress.Parse(peer switch
    {
        { Family: SocketFamily.IPv6 } => System.Net.IPAddress.IsLoopback(peer.Value.Address) ? "::1" : "fd00::1",
        { } other when System.Net.IPAddress.IsLoopback(other.Address) => "127.0.0.1",
        _ => "10.0.0.1",
    }), port);

    private static SocketEnd Peer(SocketEnd? own, ushort port) => new(
        System.Net.IPAddress.Parse(own is { Family: SocketFamily.IPv6 } ? "fd00::2" : "10.0.0.2"), port);
}
