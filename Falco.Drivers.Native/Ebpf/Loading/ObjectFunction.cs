namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>A function of an object: a range of the instructions of a section. The range was checked when it was read.</summary>
internal sealed record ObjectFunction(string Name, ElfSection Section, int First, int Length);
