using Falco.Drivers.Native.Ebpf.Kernel;

namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>What the kernel is told about a program beside its instructions.</summary>
/// <param name="Type">Its type.</param>
/// <param name="AttachType">Where it will attach.</param>
/// <param name="AttachTypeId">The type in the kernel's BTF that describes its arguments; 0 for none.</param>
/// <param name="IsSleepable">Whether it may wait.</param>
/// <param name="License">The licence of the object: some helpers are for GPL-compatible programs only.</param>
/// <param name="Types">The object's own types in the kernel, if it took them.</param>
internal sealed record ProgramRequest(
    BpfProgramType Type,
    BpfAttachType AttachType,
    uint AttachTypeId,
    bool IsSleepable,
    string License,
    BpfHandle? Types);
