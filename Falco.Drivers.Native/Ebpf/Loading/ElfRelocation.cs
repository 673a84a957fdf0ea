namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>A place in a section that depends on a symbol, given by its index.</summary>
internal readonly record struct ElfRelocation(ulong Offset, uint Symbol, ElfRelocationType Type) : IInstructionRecord
{
    // Half an instruction cannot be meant; what follows from the index is checked where it is used.
    public uint Instruction => (uint)Math.Min(Offset / BpfInstruction.Size, uint.MaxValue);
}
