namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>The ways in which a place depends on a symbol, as the eBPF architecture numbers them.</summary>
internal enum ElfRelocationType : uint
{
    None = 0,

    /// <summary>A 64-bit load of a map's, variable's or function's address.</summary>
    Load64 = 1,

    /// <summary>An address in data.</summary>
    Address64 = 2,

    /// <summary>A call of another function.</summary>
    Call32 = 10,
}
