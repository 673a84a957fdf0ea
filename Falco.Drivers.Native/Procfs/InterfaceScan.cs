using System.Runtime.InteropServices;
using Falco.Core.Streams;

namespace Falco.Drivers.Native.Procfs;

/// <summary>Reads the addresses of the network interfaces that this process sees.</summary>
internal static unsafe partial class InterfaceScan
{
    private const ushort IPv4 = 2;
    private const ushort IPv6 = 10;

    /// <summary>Delivers the addresses.</summary>
    /// <returns>Whether they could be read.</returns>
    public static bool Run(IHostTableObserver tables)
    {
        if (GetAddresses(out Address* list) != 0)
            return false;
        try
        {
            // The list is the C library's, which made it valid to its end; it is given back below and nothing keeps a part of it.
            for (Address* entry = list; entry is not null; entry = entry->Next)
                Deliver(entry, tables);
        }
        finally
        {
            FreeAddresses(list);
        }

        return true;
    }

    private static void Deliver(Address* entry, IHostTableObserver tables)
    {
        ReadOnlySpan<byte> address = Bytes(entry->Own);
        if (address.IsEmpty)
            return;
        tables.OnInterface(new InterfaceEntry
        {
            Name = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(entry->Name),
            Address = address,
            Mask = Padded(Bytes(entry->Mask), address.Length),
            Broadcast = Padded(Bytes(entry->Broadcast), address.Length),
        });
    }

    private static ReadOnlySpan<byte> Padded(ReadOnlySpan<byte> address, int length) =>
        address.Length == length ? address : new byte[length];

    /// <summary>The bytes of an IPv4 or IPv6 address: they follow the family (2) and the port (2), and with IPv6 the flow (4).</summary>
    private static ReadOnlySpan<byte> Bytes(byte* socketAddress)
    {
        if (socketAddress is null)
            return default;
        return *(ushort*)socketAddress switch
        {
            IPv4 => new ReadOnlySpan<byte>(socketAddress + 4, 4),
            IPv6 => new ReadOnlySpan<byte>(socketAddress + 8, 16),
            _ => default,
        };
    }

    [LibraryImport("libc", EntryPoint = "getifaddrs")]
    private static partial int GetAddresses(out Address* list);

    [LibraryImport("libc", EntryPoint = "freeifaddrs")]
    private static partial void FreeAddresses(Address* list);

    /// <summary>An entry of the list, the same in all C libraries for 64-bit processes.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Address
    {
        public Address* Next;
        public byte* Name;
        public uint Flags;
        public byte* Own;
        public byte* Mask;
        public byte* Broadcast;
        public void* Data;
    }
}
