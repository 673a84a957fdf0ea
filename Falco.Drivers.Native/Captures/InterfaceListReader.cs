using Falco.Core.Streams;

namespace Falco.Drivers.Native.Captures;

/// <summary>Reads the entries of interface lists.</summary>
internal static class InterfaceListReader
{
    /// <summary>Reads one entry and delivers it, unless something is wrong with it.</summary>
    public static TableEntry Read(ReadOnlySpan<byte> bytes, int version, IHostTableObserver tables)
    {
        EntryCursor cursor = new(bytes);

        // Unlike the lengths of other entries this one does not include itself.
        uint length = version >= 2 ? cursor.ReadUInt32() : 0;
        InterfaceType type = (InterfaceType)cursor.ReadUInt16();
        ushort nameLength = cursor.ReadUInt16();
        if (type is < InterfaceType.IPv4 or > InterfaceType.IPv6WithoutSpeed)
            cursor.Fail($"an interface has the unknown type {(ushort)type}");
        if (nameLength >= CaptureText.MaxPath)
            cursor.Fail($"the name of an interface is {nameLength} bytes long");
        int addressSize = type is InterfaceType.IPv6 or InterfaceType.IPv6WithoutSpeed ? 16 : 4;
        ReadOnlySpan<byte> address = cursor.Take(addressSize);
        ReadOnlySpan<byte> mask = cursor.Take(addressSize);
        ReadOnlySpan<byte> broadcast = cursor.Take(addressSize);
        if (type is InterfaceType.IPv4 or InterfaceType.IPv6)
            cursor.ReadUInt64();
        InterfaceEntry entry = new()
        {
            Address = address,
            Mask = mask,
            Broadcast = broadcast,
            Name = CaptureText.UpToNul(cursor.Take(nameLength)),
        };
        TableEntry end = length == 0 ? TableEntry.Ended(in cursor) : EndedAfter(in cursor, length);
        if (end.Problem is null)
            tables.OnInterface(in entry);
        return end;
    }

    private static TableEntry EndedAfter(in EntryCursor cursor, uint length) =>
        length > uint.MaxValue - 4 ? new TableEntry(length, "an entry goes beyond its block") : TableEntry.Ended(in cursor, length + 4);
}
