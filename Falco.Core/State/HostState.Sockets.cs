using System.Buffers.Text;
using Falco.Core.Events;

namespace Falco.Core.State;

public sealed partial class HostState
{
    private const long InProgress = -115;
    private const int MaxUnixPath = 108;

    private TextBuffer _socketName;

    private void Socket(in Event view)
    {
        if (_thread is { } thread && view.GetInt64(0) is >= 0 and long number)
            AddSocket(thread, number, view.GetUInt32(1), view.GetUInt32(2), view.GetUInt32(3), view.GetUInt32(4));
    }

    private void AddSocket(ThreadRecord thread, long number, uint domain, uint type, uint protocol, uint flags)
    {
        DescriptorRecord socket = RentDescriptor(SocketDomain.DescriptorTypeOf(domain));
        socket.OpenFlags = flags;
        socket.Socket.SetProtocol(socket.Type, SocketDomain.ProtocolOf(type, protocol));
        AddDescriptor(thread, number, socket);
    }

    private void SocketPair(in Event view)
    {
        if (_thread is not { } thread || !Succeeded(in view))
            return;
        long first = view.GetInt64(1);
        long second = view.GetInt64(2);
        if (first == second)
        {
            _descriptor = null;
            return;
        }

        AddUnixEnd(thread, first, in view);
        DescriptorRecord? shown = _descriptor;
        AddUnixEnd(thread, second, in view);
        _descriptor = shown;
    }

    private void AddUnixEnd(ThreadRecord thread, long number, in Event view)
    {
        DescriptorRecord end = RentDescriptor(DescriptorType.UnixSocket);
        end.Socket.UnixSource = view.GetUInt64(3);
        end.Socket.UnixDestination = view.GetUInt64(4);
        AddDescriptor(thread, number, end);
    }

    private void Bind(in Event view)
    {
        if (_descriptor is not { } socket || !Succeeded(in view))
            return;
        SocketAddress address = new(view.GetBytes(1));
        if (!address.IsValid)
            return;
        if (address.Port > 0)
        {
            // A port makes it a server, whether it is going to listen or not.
            bool isMapped = SocketText.IsMappedIPv4(address.Address);
            bool isIPv4 = isMapped || address.Family == SocketFamily.IPv4;
            DescriptorType former = address.Family == SocketFamily.IPv4 ? DescriptorType.IPv4Socket : DescriptorType.IPv6Socket;
            SocketProtocol protocol = socket.Socket.Protocol(former);
            socket.Type = isIPv4 ? DescriptorType.IPv4ServerSocket : DescriptorType.IPv6ServerSocket;
            (isMapped ? address.Address[12..] : address.Address).CopyTo(socket.Socket.Source(socket.Type));
            socket.Socket.SetSourcePort(socket.Type, address.Port);
            socket.Socket.SetProtocol(socket.Type, protocol);
            socket.Flags |= DescriptorFlags.RoleServer;
        }

        Span<byte> text = stackalloc byte[SocketText.MaxEndpointLength];
        switch (address.Family)
        {
            case SocketFamily.Unix: Rename(socket, address.Path); break;
            case SocketFamily.IPv4 or SocketFamily.IPv6:
                Rename(socket, text[..SocketText.WriteEndpoint(address.Address, address.Port, text)]);
                break;
            default: Rename(socket, text[..WriteFamily(address.Family, text)]); break;
        }
    }

    private void Connect(in Event view)
    {
        if (_thread is not { } thread || _descriptor is not { } socket)
            return;
        if (view.GetInt64(0) is < 0 and not InProgress)
            return;
        socket.Flags |= DescriptorFlags.Connected;
        Touch(socket);
        SocketAddress entered = TryGetEnter(in view, thread, out Event enter) ? new(enter.GetBytes(1)) : default;
        SocketTuple tuple = new(view.GetBytes(1));
        if (tuple.IsEmpty)
        {
            if (entered.IsValid)
                SetDestination(socket, entered);
        }
        else if (tuple.IsValid)
        {
            ConnectTo(socket, tuple, new SocketAddress(view.GetBytes(3)), entered);
        }
    }

    /// <summary>Without a tuple, what the call was given is all that is known of the other end.</summary>
    private void SetDestination(DescriptorRecord socket, SocketAddress address)
    {
        if (address.Address.IsEmpty)
        {
            Rename(socket, "NULL"u8);
            return;
        }

        bool isMapped = SocketText.IsMappedIPv4(address.Address);
        socket.Type = isMapped || address.Family == SocketFamily.IPv4 ? DescriptorType.IPv4Socket : DescriptorType.IPv6Socket;
        (isMapped ? address.Address[12..] : address.Address).CopyTo(socket.Socket.Destination(socket.Type));
        socket.Socket.SetDestinationPort(socket.Type, address.Port);
    }

    /// <param name="socket">The socket.</param>
    /// <param name="tuple">Both ends at the end of the call.</param>
    /// <param name="left">The address that the call was given, read at its end.</param>
    /// <param name="entered">The same, read at its start.</param>
    private void ConnectTo(DescriptorRecord socket, SocketTuple tuple, SocketAddress left, SocketAddress entered)
    {
        // Where the tuple only repeats the address in the process's memory, which may have been overwritten, the start's is the true one.
        bool areKnown = left.Family == tuple.Family && left.IsValid && entered.Family == tuple.Family && entered.IsValid;
        if (tuple.Family is SocketFamily.IPv4 or SocketFamily.IPv6)
        {
            bool isRepeated = areKnown && left.Port == tuple.DestinationPort && left.Address.SequenceEqual(tuple.DestinationAddress);
            ReadOnlySpan<byte> destination = isRepeated ? entered.Address : tuple.DestinationAddress;
            ushort port = isRepeated ? entered.Port : tuple.DestinationPort;
            bool isChanged = SetConnection(
                socket, tuple.SourceAddress, tuple.SourcePort, destination, port, changesType: true);
            if (isChanged && (socket.Flags & DescriptorFlags.RoleServer) != 0
                && socket.Type == DescriptorType.IPv4Socket && socket.Protocol == SocketProtocol.Udp)
            {
                SwapEnds(socket);
            }

            NameByConnection(socket);
        }
        else
        {
            if (socket.Type != DescriptorType.UnixSocket)
                return;
            bool isRepeated = areKnown && Shortened(left.Path).SequenceEqual(Shortened(tuple.Path));
            socket.Socket.UnixSource = tuple.UnixSource;
            socket.Socket.UnixDestination = tuple.UnixDestination;
            NameByUnixPath(socket, tuple.UnixSource, tuple.UnixDestination, isRepeated ? entered.Path : tuple.Path);
        }

        if (!socket.HasRole)
            socket.Flags |= DescriptorFlags.RoleClient;
    }

    private static ReadOnlySpan<byte> Shortened(ReadOnlySpan<byte> path) => path.Length > MaxUnixPath ? path[..MaxUnixPath] : path;

    private void Accept(in Event view, EventType type)
    {
        if (_thread is not { } thread || view.GetInt64(0) is not (>= 0 and long number))
            return;
        thread.LastDescriptor = number;
        SocketTuple tuple = new(view.GetBytes(1));
        if (!tuple.IsValid || tuple.Family is not (SocketFamily.IPv4 or SocketFamily.IPv6 or SocketFamily.Unix))
            return;
        DescriptorRecord socket = RentDescriptor(DescriptorType.Uninitialized);
        if (tuple.Family == SocketFamily.Unix)
        {
            socket.Type = DescriptorType.UnixSocket;
            socket.Socket.UnixSource = tuple.UnixSource;
            socket.Socket.UnixDestination = tuple.UnixDestination;
        }
        else
        {
            SetConnection(socket, tuple.SourceAddress, tuple.SourcePort, tuple.DestinationAddress, tuple.DestinationPort,
                changesType: true);
            socket.Socket.SetProtocol(socket.Type, SocketProtocol.Tcp);
        }

        if (type == EventType.Accept4_6Exit)
            socket.OpenFlags = view.GetUInt32(5) & OpenFlag.CloseOnExec;
        NameByTuple(socket, tuple);
        socket.Flags = DescriptorFlags.RoleServer | DescriptorFlags.Connected;
        AddDescriptor(thread, number, socket);
    }

    private void NameByTuple(DescriptorRecord socket, SocketTuple tuple)
    {
        Span<byte> text = stackalloc byte[SocketText.MaxConnectionLength];
        switch (tuple.Family)
        {
            case SocketFamily.Unix:
                NameByUnixPath(socket, tuple.UnixSource, tuple.UnixDestination, tuple.Path);
                break;
            case SocketFamily.IPv4 or SocketFamily.IPv6:
                Rename(socket, text[..SocketText.WriteConnection(
                    tuple.SourceAddress, tuple.SourcePort, tuple.DestinationAddress, tuple.DestinationPort, text)]);
                break;
            default:
                Rename(socket, text[..WriteFamily(tuple.Family, text)]);
                break;
        }
    }

    private void NameByConnection(DescriptorRecord socket)
    {
        Span<byte> text = stackalloc byte[SocketText.MaxConnectionLength];
        Rename(socket, text[..SocketText.WriteConnection(socket.SourceAddress, socket.SourcePort, socket.DestinationAddress,
            socket.DestinationPort, socket.Protocol, text)]);
    }

    private void NameByUnixPath(DescriptorRecord socket, ulong source, ulong destination, ReadOnlySpan<byte> path)
    {
        Span<byte> name = _socketName.Prepare(16 + 2 + 16 + 1 + path.Length);
        Utf8Formatter.TryFormat(source, name, out int length, 'x');
        name[length++] = (byte)'-';
        name[length++] = (byte)'>';
        Utf8Formatter.TryFormat(destination, name[length..], out int digits, 'x');
        length += digits;
        name[length++] = (byte)' ';
        path.CopyTo(name[length..]);
        Rename(socket, name[..(length + path.Length)]);
    }

    private static int WriteFamily(SocketFamily family, Span<byte> text)
    {
        "family "u8.CopyTo(text);
        Utf8Formatter.TryFormat((byte)family, text[7..], out int digits);
        return 7 + digits;
    }
}
