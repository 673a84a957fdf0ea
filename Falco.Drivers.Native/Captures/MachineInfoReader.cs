using System.Buffers.Binary;
using Falco.Core.Streams;

namespace Falco.Drivers.Native.Captures;

/// <summary>Reads the description of the machine.</summary>
internal static class MachineInfoReader
{
    /// <summary>Delivers the description.</summary>
    /// <param name="bytes">At least <see cref="MachineInfoLayout.Size"/> bytes.</param>
    /// <param name="tables">Receives it.</param>
    public static void Read(ReadOnlySpan<byte> bytes, IHostTableObserver tables)
    {
        MachineEntry machine = new()
        {
            CpuCount = BinaryPrimitives.ReadUInt32LittleEndian(bytes[MachineInfoLayout.CpuCount..]),
            MemorySize = BinaryPrimitives.ReadUInt64LittleEndian(bytes[MachineInfoLayout.MemorySize..]),
            MaxProcessId = BinaryPrimitives.ReadUInt64LittleEndian(bytes[MachineInfoLayout.MaxProcessId..]),
            HostName = CaptureText.UpToNul(bytes.Slice(MachineInfoLayout.HostName, MachineInfoLayout.HostNameSize)),
            BootTime = BinaryPrimitives.ReadUInt64LittleEndian(bytes[MachineInfoLayout.BootTime..]),
        };
        tables.OnMachine(in machine);
    }
}
