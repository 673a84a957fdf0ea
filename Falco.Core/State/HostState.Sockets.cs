using Falco.Core.Events;

namespace Falco.Core.State;

public sealed partial class HostState
{
    private const long InProgress = -115;
    private const uint SocketCloseOnExec = 0x80000;

    private void ParseSocket(in Event view, ThreadRecord thread)
    {
        long number = view.GetInt64(0, absent: -1);
        if (number < 0)
            return;
        AddSocket(thread, number, view.GetUInt32(1), view.GetUInt32(2), view.GetUInt32(3), view.GetUInt32(4));
    }

    private DescriptorRecord? AddSocket(ThreadRecord thread, long number, uint domain, uint socketType, uint protocol, uint flags)
    {
        const uint Unix = 1, IPv4 = 2, IPv6 = 10, Netlink = 16;
        DescriptorType type = domain switch
        {
            Unix => DescriptorType.UnixSocket,
            IPv4 => DescriptorType.IPv4Socket,
            IPv6 => DescriptorType.IPv6Socket,
            Netlink => DescriptorType.Netlink,
            _ => DescriptorType.Unknown,
        };
        if (AddDescriptor(thread, number, type) is not { } record)
            return null;
        record.OpenFlags = flags;
        if (type is DescriptorType.IPv4Socket or DescriptorType.IPv6Socket)
            record.Protocol = ProtocolOf(socketType & 0xFF, protocol);
        return record;
    }

    private static SocketProtocol ProtocolOf(uint socketType, uint protocol)
    {
        const uint Stream = 1, Datagram = 2, Raw = 3;
        return protocol switch
        {
            6 => socketType == Raw ? SocketProtocol.Raw : SocketProtocol.Tcp,
            17 => socketType == Raw ? SocketProtocol.Raw : SocketProtocol.Udp,
            1 => socketType == Raw ? SocketProtocol.Raw : SocketProtocol.Icmp,
            255 => SocketProtocol.Raw,
            0 => socketType switch
            {
                Stream => SocketProtocol.Tcp,
                Datagram => SocketProtocol.Udp,
                _ => SocketProtocol.Unknown,
            },
            _ => SocketProtocol.Unknown,
        };
    }

    private void ParseBind(in Event view, ThreadRecord thread)
    {
        if (!Succeeded(in view) || _descriptor is not { } record)
            return;
        SocketAddress address = new(view.GetBytes(1));
        if (!address.IsValid)
            return;
        ReadOnlySpan<byte> ip = address.Address;
        Span<byte> text = stackalloc byte[SocketText.MaxEndpointLength];
        if (!ip.IsEmpty && address.Port > 0)
        {
            bool isMapped = SocketText.IsMappedIPv4(ip);
            record.Type = ip.Length == 4 || isMapped ? DescriptorType.IPv4ServerSocket : DescriptorType.IPv6ServerSocket;
            record.Addresses = default;
            (isMapped ? ip[12..] : ip).CopyTo(record.Addresses.Source);
            record.SourcePort = address.Port;
            record.DestinationPort = 0;
            record.Flags = (record.Flags & ~DescriptorFlags.RoleClient) | DescriptorFlags.RoleServer;
        }

        if (!ip.IsEmpty)
            Rename(record, text[..SocketText.WriteEndpoint(SocketText.IsMappedIPv4(ip) ? ip[12..] : ip, address.Port, text)]);
        else
            Rename(record, address.Path);
    }

    private void ParseConnect(in Event view, ThreadRecord thread)
    {
        bool hasEnter = TryTakeEnterEvent(thread, EventType.ConnectExit, out Event enter);
        if (!view.TryGetInt64(0, out long result) || (result < 0 && result != InProgress) || _descriptor is not { } record)
            return;
        record.Flags |= DescriptorFlags.Connected;
        SocketTuple tuple = new(view.GetBytes(1));
        SocketAddress passed = hasEnter ? new(enter.GetBytes(1)) : default;
        SocketAddress atExit = new(view.GetBytes(3));
        if (tuple.IsEmpty)
        {
            ConnectTo(record, passed);
            return;
        }

        if (!tuple.IsValid)
            return;
        if (tuple.Family == SocketFamily.Unix)
        {
            record.Type = DescriptorType.UnixSocket;
            record.UnixSource = tuple.UnixSource;
            record.UnixDestination = tuple.UnixDestination;
            SetRole(record, isServer: false);
            ReadOnlySpan<byte> path = tuple.Path;
            if (passed.Family == SocketFamily.Unix && atExit.Family == SocketFamily.Unix && atExit.Path.SequenceEqual(path))
                path = passed.Path;
            NameUnix(record, path);
            return;
        }

        ReadOnlySpan<byte> destination = tuple.DestinationAddress;
        if (destination.IsEmpty)
            return;
        ushort port = tuple.DestinationPort;
        if (passed.Family == tuple.Family && passed.IsValid && atExit.Family == tuple.Family
            && atExit.Address.SequenceEqual(destination) && atExit.Port == port)
        {
            destination = passed.Address;
            port = passed.Port;
        }

        SetEnds(record, tuple.SourceAddress, tuple.SourcePort, destination, port);
        SetRole(record, isServer: false);
        NameConnection(record);
    }

    /// <summary>A connection in progress has no tuple yet: only where it goes is known.</summary>
    private void ConnectTo(DescriptorRecord record, SocketAddress address)
    {
        if (!address.IsValid)
            return;
        if (address.Family == SocketFamily.Unix)
        {
            record.Type = DescriptorType.UnixSocket;
            SetRole(record, isServer: false);
            NameUnix(record, address.Path);
            return;
        }

        ReadOnlySpan<byte> destination = address.Address;
        if (destination.IsEmpty)
            return;
        Span<byte> none = stackalloc byte[16];
        none.Clear();
        SetEnds(record, none[..destination.Length], 0, destination, address.Port);
        SetRole(record, isServer: false);
        NameConnection(record);
    }

    private void ParseAccept(in Event view, EventType type, ThreadRecord thread)
    {
        long number = view.GetInt64(0, absent: -1);
        if (number < 0)
            return;
        SocketTuple tuple = new(view.GetBytes(1));
        if (!tuple.IsValid || AddDescriptor(thread, number, DescriptorType.Unknown) is not { } record)
            return;
        if (tuple.Family == SocketFamily.Unix)
        {
            record.Type = DescriptorType.UnixSocket;
            record.UnixSource = tuple.UnixSource;
            record.UnixDestination = tuple.UnixDestination;
            NameUnix(record, tuple.Path);
        }
        else if (!tuple.SourceAddress.IsEmpty)
        {
            record.Protocol = SocketProtocol.Tcp;
            SetEnds(record, tuple.SourceAddress, tuple.SourcePort, tuple.DestinationAddress, tuple.DestinationPort);
            NameConnection(record);
        }

        record.Flags |= DescriptorFlags.RoleServer | DescriptorFlags.Connected;
        record.IsNameChanged = false;
        if (type == EventType.Accept4_6Exit && (view.GetUInt32(5) & (SocketCloseOnExec | CloseOnExecFlag)) != 0)
            record.OpenFlags |= CloseOnExecFlag;
    }

    private void ParseSocketPair(in Event view, ThreadRecord thread)
    {
        long first = view.GetInt64(1, absent: -1);
        long second = view.GetInt64(2, absent: -1);
        if (!Succeeded(in view) || first == second)
            return;
        ulong source = view.GetUInt64(3), peer = view.GetUInt64(4);
        uint flags = (view.GetUInt32(6) & SocketCloseOnExec) != 0 ? CloseOnExecFlag : 0;
        AddPairEnd(thread, first, source, peer, flags);
        AddPairEnd(thread, second, source, peer, flags);
    }

    private void AddPairEnd(ThreadRecord thread, long number, ulong source, ulong destination, uint flags)
    {
        if (AddDescriptor(thread, number, DescriptorType.UnixSocket) is not { } record)
            return;
        record.UnixSource = source;
        record.UnixDestination = destination;
        record.OpenFlags = flags;
        record.Flags |= DescriptorFlags.SocketPair;
        NameUnix(record, default);
        record.IsNameChanged = false;
    }
}
