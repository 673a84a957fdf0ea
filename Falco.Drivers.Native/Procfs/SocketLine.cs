using System.Runtime.InteropServices;
using Falco.Core.State;

namespace Falco.Drivers.Native.Procfs;

/// <summary>Reads the lines of the tables of sockets; headings and lines that are not understood are passed over.</summary>
internal static class SocketLine
{
    private const int HexadecimalWord = 8;

    /// <summary>
    /// Reads a line of TCP, UDP or raw sockets. A socket without a remote address is a server, be it that it listens or that it waits for
    /// datagrams.
    /// </summary>
    public static void ReadInternet(ReadOnlySpan<byte> line, SocketProtocol protocol, SocketTable table)
    {
        SocketRecord socket = new() { Protocol = protocol };
        FieldCursor fields = new(line);
        fields.Skip(1);
        int length = ReadEndpoint(fields.Take(), socket.Source, out socket.SourcePort);
        if (length == 0 || ReadEndpoint(fields.Take(), socket.Destination, out socket.DestinationPort) != length)
            return;

        // State, queues, timer, retransmissions, user and timeout stand before the inode.
        fields.Skip(6);
        if (!fields.TryTakeUInt64(out ulong inode))
            return;
        bool isServer = ((ReadOnlySpan<byte>)socket.Destination).IndexOfAnyExcept((byte)0) < 0;
        socket.Type = (length, isServer) switch
        {
            (4, true) => DescriptorType.IPv4ServerSocket,
            (4, false) => DescriptorType.IPv4Socket,
            (_, true) => DescriptorType.IPv6ServerSocket,
            _ => DescriptorType.IPv6Socket,
        };
        table.Add(inode, in socket);
    }

    /// <summary>Reads a line of unix sockets; the name, which may be missing, is what follows a blank after the inode.</summary>
    public static void ReadUnix(ReadOnlySpan<byte> line, SocketTable table)
    {
        FieldCursor fields = new(line);
        if (fields.Take() is not [.. var address, (byte)':'] || !FieldCursor.TryParseHexadecimal(address, out ulong source))
            return;
        fields.Skip(5);
        if (!fields.TryTakeUInt64(out ulong inode))
            return;
        ReadOnlySpan<byte> name = fields.Rest.IsEmpty ? default : fields.Rest[1..];
        table.Add(inode, new SocketRecord { Type = DescriptorType.UnixSocket, UnixAddress = source, Name = table.KeepName(name) });
    }

    /// <summary>Reads a line of netlink sockets: the inode comes last.</summary>
    public static void ReadNetlink(ReadOnlySpan<byte> line, SocketTable table)
    {
        FieldCursor fields = new(line);
        fields.Skip(9);
        if (fields.TryTakeUInt64(out ulong inode))
            table.Add(inode, new SocketRecord { Type = DescriptorType.Netlink });
    }

    /// <summary>
    /// Reads an address and a port. The address is written as words whose bytes stand in memory as they do on the wire, the port as a
    /// number.
    /// </summary>
    /// <returns>The bytes of the address; 0 if it is none.</returns>
    private static int ReadEndpoint(ReadOnlySpan<byte> text, Span<byte> address, out ushort port)
    {
        port = 0;
        int colon = text.IndexOf((byte)':');
        if (colon is not (HexadecimalWord or 4 * HexadecimalWord)
            || !FieldCursor.TryParseHexadecimal(text[(colon + 1)..], out ulong number) || number > ushort.MaxValue)
        {
            return 0;
        }

        Span<uint> words = MemoryMarshal.Cast<byte, uint>(address)[..(colon / HexadecimalWord)];
        for (int i = 0; i < words.Length; i++)
        {
            if (!FieldCursor.TryParseHexadecimal(text.Slice(i * HexadecimalWord, HexadecimalWord), out ulong word))
                return 0;
            words[i] = (uint)word;
        }

        port = (ushort)number;
        return colon / 2;
    }
}
