using System.Buffers.Binary;
using Falco.Core.Streams;

namespace Falco.Drivers.Native.Captures;

/// <summary>Reads the description of the machine.</summary>
internal static class MachineInfoReader
{
    /// <summary>The bytes of the description.</summary>
    public const int Size = 180;

    private const int HostNameOffset = 20;
    private const int HostNameSize = 128;

    /// <summary>Delivers the description.</summary>
    /// <param name="bytes">At least <see cref="Size"/> bytes.</param>
    /// <param name="tables">Receives it.</param>
    public static void Read(ReadOnlySpan<byte> bytes, IHostTableObserver tables)
    {
        MachineEntry machine = new()
        {
            CpuCount = BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            MemorySize = BinaryPrimitives.ReadUInt64LittleEndian(bytes[4..]),
            MaxProcessId = BinaryPrimitives.ReadUInt64LittleEndian(bytes[12..]),
            HostName = CaptureText.UpToNul(bytes.Slice(HostNameOffset, HostNameSize)),
            BootTime = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(HostNameOffset + HostNameSize)..]),
        };
        tables.OnMachine(in machine);
    }
}
