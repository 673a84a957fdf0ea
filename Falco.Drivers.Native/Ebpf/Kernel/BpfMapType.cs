namespace Falco.Drivers.Native.Ebpf.Kernel;

/// <summary>The kernel's numbers of the kinds of maps; others pass through as numbers.</summary>
internal enum BpfMapType : uint
{
    Unspecified = 0,
    Hash = 1,
    Array = 2,
    ProgramArray = 3,
    PerfEventArray = 4,
    PerCpuHash = 5,
    PerCpuArray = 6,
    LruHash = 9,
    LruPerCpuHash = 10,
    ArrayOfMaps = 12,
    HashOfMaps = 13,
    PerCpuCgroupStorage = 21,
    RingBuffer = 27,
}
