using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Falco.Core.State;
using Falco.Core.Streams;

namespace Falco.Drivers.Native.Procfs;

/// <summary>The sockets of one network namespace, by their inodes.</summary>
internal sealed class SocketTable
{
    private readonly Dictionary<ulong, SocketRecord> _sockets = [];
    private readonly ArrayBufferWriter<byte> _names = new();

    public void Clear()
    {
        _sockets.Clear();
        _names.ResetWrittenCount();
    }

    /// <summary>Adds a socket, unless one with its inode is known.</summary>
    /// <remarks>
    /// The name of a unix socket may hold a line end, and with it what looks like the line of another socket. So internet sockets are read
    /// before unix sockets, and the first line wins.
    /// </remarks>
    public void Add(ulong inode, in SocketRecord socket)
    {
        // What has no inode is no longer anybody's.
        if (inode != 0)
            _sockets.TryAdd(inode, socket);
    }

    public Range KeepName(ReadOnlySpan<byte> name)
    {
        int start = _names.WrittenCount;
        _names.Write(name);
        return start.._names.WrittenCount;
    }

    /// <summary>Says what is known of a socket; the spans are valid until the table changes.</summary>
    public void Describe(ulong inode, ref DescriptorEntry entry)
    {
        ref SocketRecord socket = ref CollectionsMarshal.GetValueRefOrNullRef(_sockets, inode);
        if (Unsafe.IsNullRef(ref socket))
            return;
        entry.Type = socket.Type;
        entry.Name = _names.WrittenSpan[socket.Name];
        entry.UnixSource = socket.UnixAddress;
        entry.Protocol = socket.Protocol;
        entry.SourcePort = socket.SourcePort;
        int length = socket.Type switch
        {
            DescriptorType.IPv4Socket or DescriptorType.IPv4ServerSocket => 4,
            DescriptorType.IPv6Socket or DescriptorType.IPv6ServerSocket => 16,
            _ => 0,
        };
        entry.SourceAddress = ((ReadOnlySpan<byte>)socket.Source)[..length];
        if (socket.Type is not (DescriptorType.IPv4Socket or DescriptorType.IPv6Socket))
            return;
        entry.DestinationAddress = ((ReadOnlySpan<byte>)socket.Destination)[..length];
        entry.DestinationPort = socket.DestinationPort;
    }
}
