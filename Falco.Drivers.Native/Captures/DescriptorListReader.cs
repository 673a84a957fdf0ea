using System.Buffers.Text;
using Falco.Core.State;
using Falco.Core.Streams;

namespace Falco.Drivers.Native.Captures;

/// <summary>Reads the entries of descriptor lists.</summary>
internal sealed class DescriptorListReader
{
    private readonly byte[] _unknownName = "unknown-type:[   ]"u8.ToArray();

    /// <summary>Reads one entry and delivers it, unless something is wrong with it.</summary>
    public TableEntry Read(ReadOnlySpan<byte> bytes, int version, long threadId, IHostTableObserver tables)
    {
        EntryCursor cursor = new(bytes);
        uint length = version >= 2 ? cursor.ReadUInt32() : 0;
        DescriptorEntry descriptor = new() { Number = cursor.ReadInt64(), Inode = cursor.ReadUInt64() };
        byte type = cursor.ReadByte();
        descriptor.Type = (DescriptorType)type;
        switch (descriptor.Type)
        {
            case DescriptorType.IPv4Socket:
                ReadSocket(ref cursor, ref descriptor, 4);
                break;
            case DescriptorType.IPv6Socket:
                ReadSocket(ref cursor, ref descriptor, 16);
                break;
            case DescriptorType.IPv4ServerSocket:
                ReadServerSocket(ref cursor, ref descriptor, 4);
                break;
            case DescriptorType.IPv6ServerSocket:
                ReadServerSocket(ref cursor, ref descriptor, 16);
                break;
            case DescriptorType.UnixSocket:
                descriptor.UnixSource = cursor.ReadUInt64();
                descriptor.UnixDestination = cursor.ReadUInt64();
                descriptor.Name = ReadName(ref cursor);
                break;
            case DescriptorType.FileV2:
                descriptor.OpenFlags = cursor.ReadUInt32();
                descriptor.Name = ReadName(ref cursor);
                if (cursor.Consumed + 4L <= length)
                    descriptor.Device = cursor.ReadUInt32();
                break;
            case DescriptorType.Unknown:
                break;
            case > DescriptorType.Unknown and <= DescriptorType.PidFd:
                descriptor.Name = ReadName(ref cursor);
                break;
            default:
                // Newer than this reader: the rest of the entry cannot be understood, but its length passes over it.
                descriptor.Type = DescriptorType.Unsupported;
                descriptor.Name = UnknownName(type);
                break;
        }

        TableEntry entry = TableEntry.Ended(in cursor, length);
        if (entry.Problem is null)
            tables.OnDescriptor(threadId, in descriptor);
        return entry;
    }

    private static void ReadSocket(scoped ref EntryCursor cursor, ref DescriptorEntry descriptor, int addressSize)
    {
        descriptor.SourceAddress = cursor.Take(addressSize);
        descriptor.DestinationAddress = cursor.Take(addressSize);
        descriptor.SourcePort = cursor.ReadUInt16();
        descriptor.DestinationPort = cursor.ReadUInt16();
        descriptor.Protocol = (SocketProtocol)cursor.ReadByte();
    }

    private static void ReadServerSocket(scoped ref EntryCursor cursor, ref DescriptorEntry descriptor, int addressSize)
    {
        descriptor.SourceAddress = cursor.Take(addressSize);
        descriptor.SourcePort = cursor.ReadUInt16();
        descriptor.Protocol = (SocketProtocol)cursor.ReadByte();
    }

    private static ReadOnlySpan<byte> ReadName(scoped ref EntryCursor cursor) => cursor.ReadText(CaptureText.MaxPath - 1, "a descriptor's name");

    private ReadOnlySpan<byte> UnknownName(byte type)
    {
        int digits = "unknown-type:["u8.Length;
        Utf8Formatter.TryFormat(type, _unknownName.AsSpan(digits), out int written);
        _unknownName[digits + written] = (byte)']';
        return _unknownName.AsSpan(0, digits + written + 1);
    }
}
