using Falco.Core.State;
using Falco.Core.Streams;

namespace Falco.Drivers.Native.Captures;

/// <summary>Writes the entries of descriptor lists.</summary>
internal static class DescriptorListWriter
{
    private const int IPv4Size = 4;
    private const int IPv6Size = 16;

    /// <summary>Whether the format has a way to say what a descriptor refers to.</summary>
    public static bool CanWrite(DescriptorType type) => type is > DescriptorType.Unknown and <= DescriptorType.PidFd;

    /// <summary>Appends one entry of the newest version; its type must be one that can be written.</summary>
    public static void Append(BlockBuffer block, in DescriptorEntry descriptor)
    {
        int start = block.StartEntry();
        block.AppendInt64(descriptor.Number);
        block.AppendUInt64(descriptor.Inode);
        block.AppendByte((byte)descriptor.Type);
        switch (descriptor.Type)
        {
            case DescriptorType.IPv4Socket:
                AppendSocket(block, in descriptor, IPv4Size);
                break;
            case DescriptorType.IPv6Socket:
                AppendSocket(block, in descriptor, IPv6Size);
                break;
            case DescriptorType.IPv4ServerSocket:
                AppendServerSocket(block, in descriptor, IPv4Size);
                break;
            case DescriptorType.IPv6ServerSocket:
                AppendServerSocket(block, in descriptor, IPv6Size);
                break;
            case DescriptorType.UnixSocket:
                block.AppendUInt64(descriptor.UnixSource);
                block.AppendUInt64(descriptor.UnixDestination);
                AppendName(block, in descriptor);
                break;
            case DescriptorType.FileV2:
                block.AppendUInt32(descriptor.OpenFlags);
                AppendName(block, in descriptor);
                block.AppendUInt32(descriptor.Device);
                break;
            default:
                AppendName(block, in descriptor);
                break;
        }

        block.EndEntry(start);
    }

    private static void AppendSocket(BlockBuffer block, in DescriptorEntry descriptor, int addressSize)
    {
        block.AppendFixed(descriptor.SourceAddress, addressSize);
        block.AppendFixed(descriptor.DestinationAddress, addressSize);
        block.AppendUInt16(descriptor.SourcePort);
        block.AppendUInt16(descriptor.DestinationPort);
        block.AppendByte((byte)descriptor.Protocol);
    }

    private static void AppendServerSocket(BlockBuffer block, in DescriptorEntry descriptor, int addressSize)
    {
        block.AppendFixed(descriptor.SourceAddress, addressSize);
        block.AppendUInt16(descriptor.SourcePort);
        block.AppendByte((byte)descriptor.Protocol);
    }

    private static void AppendName(BlockBuffer block, in DescriptorEntry descriptor) =>
        block.AppendText(descriptor.Name, CaptureText.MaxPath - 1);
}
