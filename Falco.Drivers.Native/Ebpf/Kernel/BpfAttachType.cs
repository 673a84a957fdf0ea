namespace Falco.Drivers.Native.Ebpf.Kernel;

/// <summary>The kernel's numbers of the places where a tracing program attaches.</summary>
internal enum BpfAttachType : uint
{
    None = 0,
    RawTracepointWithTypes = 23,
    Iterator = 28,
}
