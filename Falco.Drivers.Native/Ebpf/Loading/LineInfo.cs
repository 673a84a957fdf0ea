namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>Which line of the source an instruction comes from. Laid out as the kernel reads it.</summary>
internal readonly record struct LineInfo(uint Instruction, uint File, uint Line, uint Column) : IInstructionRecord;
