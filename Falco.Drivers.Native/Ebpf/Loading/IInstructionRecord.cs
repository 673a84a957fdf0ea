namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>What is told about one instruction of a section, by its index.</summary>
internal interface IInstructionRecord
{
    uint Instruction { get; }
}
