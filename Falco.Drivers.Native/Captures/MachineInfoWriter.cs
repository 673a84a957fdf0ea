using System.Buffers.Binary;
using Falco.Core.Streams;

namespace Falco.Drivers.Native.Captures;

/// <summary>Writes the description of the machine.</summary>
internal static class MachineInfoWriter
{
    /// <summary>Appends the block.</summary>
    public static void Append(BlockBuffer blocks, in MachineEntry machine)
    {
        blocks.StartBlock(BlockType.MachineInfo);
        Span<byte> info = blocks.Append(MachineInfoLayout.Size);
        info.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(info[MachineInfoLayout.CpuCount..], machine.CpuCount);
        BinaryPrimitives.WriteUInt64LittleEndian(info[MachineInfoLayout.MemorySize..], machine.MemorySize);
        BinaryPrimitives.WriteUInt64LittleEndian(info[MachineInfoLayout.MaxProcessId..], machine.MaxProcessId);

        // Other readers take the name to end with a NUL.
        ReadOnlySpan<byte> name = machine.HostName;
        name[..Math.Min(name.Length, MachineInfoLayout.HostNameSize - 1)].CopyTo(info[MachineInfoLayout.HostName..]);
        BinaryPrimitives.WriteUInt64LittleEndian(info[MachineInfoLayout.BootTime..], machine.BootTime);
        blocks.EndBlock();
    }
}
