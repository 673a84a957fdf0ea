namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>A place in a section that depends on a symbol, given by its index.</summary>
internal readonly record struct ElfRelocation(ulong Offset, uint Symbol, ElfRelocationType Type);
