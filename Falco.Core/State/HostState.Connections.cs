using Falco.Core.Events;

namespace Falco.Core.State;

public sealed partial class HostState
{
    private void Read(in Event view, EventType type)
    {
        if (_descriptor is not { } socket || !Succeeded(in view) || (type == EventType.RecvmmsgExit && !view.Has(0)))
            return;
        MarkConnected(socket);
        int tupleAt = type switch
        {
            EventType.RecvfromExit => 2,
            EventType.RecvmsgExit => 3,
            EventType.RecvExit or EventType.RecvmmsgExit => 4,
            _ => -1,
        };
        if (tupleAt >= 0)
            Exchange(socket, new SocketTuple(view.GetBytes(tupleAt)), isIncoming: true);
    }

    private void Write(in Event view, EventType type)
    {
        if (type == EventType.SendmmsgExit && !view.Has(0))
            return;
        bool isSend = type is EventType.SendExit or EventType.SendtoExit or EventType.SendmsgExit;
        if (isSend && _descriptor is null && _thread is { } thread && Succeeded(in view))
            InferDatagramSocket(thread, in view);
        if (_descriptor is not { } socket || !Succeeded(in view))
            return;
        MarkConnected(socket);
        if (isSend || type == EventType.SendmmsgExit)
            Exchange(socket, new SocketTuple(view.GetBytes(4)), isIncoming: false);
    }

    /// <summary>A descriptor that is sent to without having been seen opened is taken for a datagram socket.</summary>
    private void InferDatagramSocket(ThreadRecord thread, in Event view)
    {
        SocketTuple tuple = new(view.GetBytes(4));
        if (tuple.Family is not (SocketFamily.IPv4 or SocketFamily.IPv6) || view.GetInt64(2, -1) is not (>= 0 and long number))
            return;
        uint domain = tuple.Family == SocketFamily.IPv4 ? SocketDomain.IPv4 : SocketDomain.IPv6;
        AddSocket(thread, number, domain, SocketDomain.Datagram, SocketDomain.UdpProtocol, 0);
    }

    private void MarkConnected(DescriptorRecord socket)
    {
        if (!socket.IsInternetConnection || (socket.Flags & DescriptorFlags.Connected) != 0)
            return;
        socket.Flags |= DescriptorFlags.Connected;
        Touch(socket);
    }

    /// <summary>Learns the ends of a connection from a message; a named TCP connection keeps those that it has.</summary>
    private void Exchange(DescriptorRecord socket, SocketTuple tuple, bool isIncoming)
    {
        if (!socket.Name.IsEmpty && socket.IsTcp)
            return;
        if (!tuple.IsValid || !UpdateEnds(socket, tuple))
            return;
        if (!socket.IsInternetConnection)
        {
            NameByTuple(socket, tuple);
            return;
        }

        if (!socket.HasRole)
            GuessRole(_thread!, socket, isIncoming);

        // Connections are kept with the client as their source.
        DescriptorFlags reversed = isIncoming ? DescriptorFlags.RoleClient : DescriptorFlags.RoleServer;
        if ((socket.Flags & reversed) != 0)
            SwapEnds(socket);
        NameByConnection(socket);
    }

    private bool UpdateEnds(DescriptorRecord socket, SocketTuple tuple)
    {
        Touch(socket);
        switch (tuple.Family)
        {
            case SocketFamily.Unix:
                socket.Type = DescriptorType.UnixSocket;
                socket.Socket.UnixSource = tuple.UnixSource;
                socket.Socket.UnixDestination = tuple.UnixDestination;
                return true;
            case SocketFamily.IPv4 when socket.Type == DescriptorType.IPv4ServerSocket:
                socket.Socket.SetProtocol(DescriptorType.IPv4Socket, socket.Protocol);
                break;
            case SocketFamily.IPv4 or SocketFamily.IPv6:
                break;
            default:
                return true;
        }

        // A bound IPv6 socket stays one.
        if (!SetConnection(socket, tuple.SourceAddress, tuple.SourcePort, tuple.DestinationAddress, tuple.DestinationPort, changesType: false))
            return false;

        // A TCP connection could not change its ends.
        if (socket.IsInternetConnection && socket.Protocol == SocketProtocol.Unknown)
            socket.Socket.SetProtocol(socket.Type, SocketProtocol.Udp);
        _interfaces.Complete(socket);
        return true;
    }

    /// <summary>Sets both ends.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="source">The source: 4 or 16 bytes.</param>
    /// <param name="sourcePort">Its port.</param>
    /// <param name="destination">The destination, as long as the source.</param>
    /// <param name="destinationPort">Its port.</param>
    /// <param name="changesType">Whether an IPv6 address makes the socket an IPv6 connection; IPv4 addresses always do.</param>
    /// <returns>Whether the ends are others than before, in whatever direction.</returns>
    private static bool SetConnection(
        DescriptorRecord socket,
        ReadOnlySpan<byte> source,
        ushort sourcePort,
        ReadOnlySpan<byte> destination,
        ushort destinationPort,
        bool changesType)
    {
        DescriptorType layout = DescriptorType.IPv4Socket;
        if (SocketText.IsMappedIPv4(source) && SocketText.IsMappedIPv4(destination))
        {
            source = source[12..];
            destination = destination[12..];
        }
        else if (source.Length == 16)
        {
            layout = DescriptorType.IPv6Socket;
        }

        if (layout == DescriptorType.IPv4Socket || changesType)
            socket.Type = layout;
        SocketFields fields = socket.Socket;
        if (socket.Type == layout
            && (IsPair(fields, layout, source, sourcePort, destination, destinationPort)
                || IsPair(fields, layout, destination, destinationPort, source, sourcePort)))
        {
            return false;
        }

        // Ends that are not known yet count as changed, even if the call has not told them either.
        bool isChanged = !IsPair(fields, layout, source, sourcePort, destination, destinationPort)
            || fields.Destination(layout).IndexOfAnyExcept((byte)0) < 0 || fields.DestinationPort(layout) == 0;
        source.CopyTo(fields.Source(layout));
        fields.SetSourcePort(layout, sourcePort);
        destination.CopyTo(fields.Destination(layout));
        fields.SetDestinationPort(layout, destinationPort);
        return isChanged;
    }

    private static bool IsPair(
        SocketFields fields,
        DescriptorType layout,
        ReadOnlySpan<byte> source,
        ushort sourcePort,
        ReadOnlySpan<byte> destination,
        ushort destinationPort) =>
        fields.SourcePort(layout) == sourcePort
        && fields.DestinationPort(layout) == destinationPort
        && fields.Source(layout).SequenceEqual(source)
        && fields.Destination(layout).SequenceEqual(destination);

    private static void SwapEnds(DescriptorRecord socket)
    {
        DescriptorType layout = socket.Type == DescriptorType.IPv4Socket ? DescriptorType.IPv4Socket : DescriptorType.IPv6Socket;
        SocketFields fields = socket.Socket;
        Span<byte> address = stackalloc byte[16];
        address = address[..fields.Source(layout).Length];
        fields.Source(layout).CopyTo(address);
        fields.Destination(layout).CopyTo(fields.Source(layout));
        address.CopyTo(fields.Destination(layout));
        ushort port = fields.SourcePort(layout);
        fields.SetSourcePort(layout, fields.DestinationPort(layout));
        fields.SetDestinationPort(layout, port);
    }

    /// <summary>A process that has the destination port open is the server, unless it has the source port, too: then who begins decides.</summary>
    private void GuessRole(ThreadRecord thread, DescriptorRecord socket, bool isIncoming)
    {
        // As in the reference, the ports are read in the layout of IPv4, whatever the socket is.
        bool isBound = false, isClient = false;
        if (DescriptorsOf(thread) is { } table)
        {
            ushort destinationPort = socket.Socket.DestinationPort(DescriptorType.IPv4Socket);
            ushort sourcePort = socket.Socket.SourcePort(DescriptorType.IPv4Socket);
            foreach (DescriptorRecord other in table)
            {
                if (other.Type == DescriptorType.IPv4Socket)
                {
                    isBound |= other.DestinationPort == destinationPort;
                    isClient |= other.SourcePort == sourcePort;
                }
                else if (other.Type == DescriptorType.IPv4ServerSocket)
                {
                    isBound |= other.SourcePort == destinationPort;
                }
            }
        }

        bool isServer = isBound && (!isClient || isIncoming);
        socket.Flags |= isServer ? DescriptorFlags.RoleServer : DescriptorFlags.RoleClient;
    }
}
