namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>What the immediate of a 64-bit load means to the kernel: the number stands in the source register's place.</summary>
internal enum BpfPseudoSource
{
    None = 0,

    /// <summary>A map's descriptor.</summary>
    Map = 1,

    /// <summary>An array's descriptor, then an offset into its first value.</summary>
    MapValue = 2,

    /// <summary>A type of the kernel's: here that of a function, to be compared with 0.</summary>
    KernelType = 3,

    /// <summary>The distance to a function.</summary>
    Function = 4,
}
