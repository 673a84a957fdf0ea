namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>Which type of the object's BTF describes the function that begins at an instruction. Laid out as the kernel reads it.</summary>
internal readonly record struct FunctionInfo(uint Instruction, uint Type) : IInstructionRecord;
