using Falco.Core.Streams;

namespace Falco.Drivers.Native.Captures;

/// <summary>Writes the entries of interface lists.</summary>
internal static class InterfaceListWriter
{
    private const int IPv4Size = 4;
    private const int IPv6Size = 16;

    /// <summary>Appends one entry.</summary>
    public static void Append(BlockBuffer block, in InterfaceEntry entry)
    {
        int addressSize = entry.Address.Length == IPv6Size ? IPv6Size : IPv4Size;
        ReadOnlySpan<byte> name = entry.Name;
        name = name[..Math.Min(name.Length, CaptureText.MaxPath - 1)];
        int start = block.StartEntry();
        block.AppendUInt16((ushort)(addressSize == IPv6Size ? InterfaceType.IPv6 : InterfaceType.IPv4));
        block.AppendUInt16((ushort)name.Length);
        block.AppendFixed(entry.Address, addressSize);
        block.AppendFixed(entry.Mask, addressSize);
        block.AppendFixed(entry.Broadcast, addressSize);

        // The speed of the link, which no recorder finds out; the types without it are those of old captures.
        block.AppendUInt64(0);
        block.Append(name);
        block.EndEntry(start, includesItself: false);
    }
}
