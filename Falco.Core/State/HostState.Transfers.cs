using System.Buffers.Text;
using Falco.Core.Events;

namespace Falco.Core.State;

public sealed partial class HostState
{
    private void ParseReceive(in Event view, int tupleParameter, ThreadRecord thread)
    {
        if (_descriptor is { } record && Succeeded(in view) && MayChangeEnds(record))
            UpdateEnds(record, thread, new SocketTuple(view.GetBytes(tupleParameter)), isIncoming: true);
    }

    private void ParseSend(in Event view, ThreadRecord thread)
    {
        if (!Succeeded(in view))
            return;
        SocketTuple tuple = new(view.GetBytes(4));
        if (_descriptor is null && thread.LastEventDescriptor >= 0 && tuple.IsValid
            && tuple.Family is SocketFamily.IPv4 or SocketFamily.IPv6)
        {
            // A datagram socket whose creation was not seen.
            AddSocket(thread, thread.LastEventDescriptor, (uint)tuple.Family, socketType: 2, protocol: 17, flags: 0);
        }

        if (_descriptor is { } record && MayChangeEnds(record))
            UpdateEnds(record, thread, tuple, isIncoming: false);
    }

    // The ends of a TCP connection are known from connect or accept; those of a datagram socket change with every message.
    private static bool MayChangeEnds(DescriptorRecord record) =>
        record.NameBuffer.IsEmpty || !(record.Type is DescriptorType.IPv4Socket && record.Protocol == SocketProtocol.Tcp);

    private void UpdateEnds(DescriptorRecord record, ThreadRecord thread, SocketTuple tuple, bool isIncoming)
    {
        if (!tuple.IsValid)
            return;
        if (tuple.Family == SocketFamily.Unix)
        {
            if (record.UnixSource == tuple.UnixSource && record.UnixDestination == tuple.UnixDestination && !record.NameBuffer.IsEmpty)
                return;
            record.Type = DescriptorType.UnixSocket;
            record.UnixSource = tuple.UnixSource;
            record.UnixDestination = tuple.UnixDestination;
            NameUnix(record, tuple.Path);
            return;
        }

        ReadOnlySpan<byte> source = tuple.SourceAddress, destination = tuple.DestinationAddress;
        if (source.IsEmpty || HasEnds(record, source, tuple.SourcePort, destination, tuple.DestinationPort))
            return;
        SetEnds(record, source, tuple.SourcePort, destination, tuple.DestinationPort);
        if (record.Protocol == SocketProtocol.Unknown)
            record.Protocol = SocketProtocol.Udp;
        if ((record.Flags & (DescriptorFlags.RoleClient | DescriptorFlags.RoleServer)) == 0)
            SetRole(record, GuessIsServer(record, thread, isIncoming));
        bool isServer = (record.Flags & DescriptorFlags.RoleServer) != 0;
        if (isIncoming != isServer)
            record.SwapEnds();
        NameConnection(record);
    }

    /// <summary>A process that has bound the destination port is the server, unless it uses the source port, too: then who starts counts.</summary>
    private bool GuessIsServer(DescriptorRecord record, ThreadRecord thread, bool isIncoming)
    {
        if (DescriptorsOf(thread) is not { } table || !IsBound(table, record.DestinationPort))
            return false;
        return !UsesClientPort(table, record.SourcePort) || isIncoming;
    }

    private static bool IsBound(DescriptorTable table, ushort port)
    {
        foreach (DescriptorRecord other in table)
        {
            if (other.Type is DescriptorType.IPv4ServerSocket or DescriptorType.IPv6ServerSocket && other.SourcePort == port)
                return true;
        }

        return false;
    }

    private static bool UsesClientPort(DescriptorTable table, ushort port)
    {
        foreach (DescriptorRecord other in table)
        {
            if (other.Type is DescriptorType.IPv4Socket or DescriptorType.IPv6Socket && other.SourcePort == port)
                return true;
        }

        return false;
    }

    private static bool HasEnds(
        DescriptorRecord record, ReadOnlySpan<byte> source, ushort sourcePort, ReadOnlySpan<byte> destination, ushort destinationPort)
    {
        if (SocketText.IsMappedIPv4(source) && SocketText.IsMappedIPv4(destination))
        {
            source = source[12..];
            destination = destination[12..];
        }

        return record.DestinationAddress.Length == source.Length
            && ((record.SourcePort == sourcePort && record.DestinationPort == destinationPort
                    && record.SourceAddress.SequenceEqual(source) && record.DestinationAddress.SequenceEqual(destination))
                || (record.SourcePort == destinationPort && record.DestinationPort == sourcePort
                    && record.SourceAddress.SequenceEqual(destination) && record.DestinationAddress.SequenceEqual(source)));
    }

    private void SetEnds(
        DescriptorRecord record, ReadOnlySpan<byte> source, ushort sourcePort, ReadOnlySpan<byte> destination, ushort destinationPort)
    {
        if (SocketText.IsMappedIPv4(source) && SocketText.IsMappedIPv4(destination))
        {
            source = source[12..];
            destination = destination[12..];
        }

        record.Type = source.Length == 4 ? DescriptorType.IPv4Socket : DescriptorType.IPv6Socket;
        record.Addresses = default;
        source.CopyTo(record.Addresses.Source);
        destination.CopyTo(record.Addresses.Destination);
        record.SourcePort = sourcePort;
        record.DestinationPort = destinationPort;
        if (record.Type == DescriptorType.IPv4Socket)
            InferSource(record);
    }

    private void InferSource(DescriptorRecord record)
    {
        if (record.SourceAddress.SequenceEqual("\0\0\0\0"u8))
            _interfaces.TryInfer(record.DestinationAddress, record.Addresses.Source[..4]);
    }

    private static void SetRole(DescriptorRecord record, bool isServer)
    {
        if ((record.Flags & (DescriptorFlags.RoleClient | DescriptorFlags.RoleServer)) == 0)
            record.Flags |= isServer ? DescriptorFlags.RoleServer : DescriptorFlags.RoleClient;
    }

    private void NameConnection(DescriptorRecord record)
    {
        Span<byte> text = stackalloc byte[SocketText.MaxConnectionLength];
        int length = SocketText.WriteConnection(
            record.SourceAddress, record.SourcePort, record.DestinationAddress, record.DestinationPort, text);
        Rename(record, text[..length]);
    }

    private void NameUnix(DescriptorRecord record, ReadOnlySpan<byte> path)
    {
        Span<byte> text = stackalloc byte[16 + 2 + 16 + 1 + 256];
        Utf8Formatter.TryFormat(record.UnixSource, text, out int length, 'x');
        text[length++] = (byte)'-';
        text[length++] = (byte)'>';
        Utf8Formatter.TryFormat(record.UnixDestination, text[length..], out int digits, 'x');
        length += digits;
        if (!path.IsEmpty)
        {
            text[length++] = (byte)' ';
            path = path[..Math.Min(path.Length, text.Length - length)];
            path.CopyTo(text[length..]);
            length += path.Length;
        }

        Rename(record, text[..length]);
    }

    private void Rename(DescriptorRecord record, ReadOnlySpan<byte> name)
    {
        record.IsNameChanged = !record.Name.SequenceEqual(name);
        record.NameBuffer.Set(name);
        Touch(record);
    }

    /// <summary>
    /// The tables do not tell who opened a connection: whoever has its source port bound on this host is the server.
    /// </summary>
    private void FixSocketDirections()
    {
        HashSet<ushort> bound = [];
        foreach (ThreadRecord thread in _threads.All)
        {
            foreach (DescriptorRecord record in thread.OwnDescriptors)
            {
                if (record.Type is DescriptorType.IPv4ServerSocket or DescriptorType.IPv6ServerSocket)
                    bound.Add(record.SourcePort);
            }
        }

        foreach (ThreadRecord thread in _threads.All)
        {
            foreach (DescriptorRecord record in thread.OwnDescriptors)
            {
                if (record.Type != DescriptorType.IPv4Socket)
                    continue;
                bool isServer = bound.Contains(record.SourcePort);
                if (isServer)
                    record.SwapEnds();
                SetRole(record, isServer);
                Touch(record);
            }
        }
    }
}
