namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>
/// An instruction that depends on the running kernel's types: its index in its section, the type of the object's BTF that it
/// looks into, and the offset of the text that says where in that type (indices between colons).
/// </summary>
internal readonly record struct CoreRelocation(uint Instruction, uint Type, uint Access, CoreRelocationKind Kind) : IInstructionRecord;
