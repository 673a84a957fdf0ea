namespace Falco.Drivers.Native.Ebpf.Kernel;

/// <summary>What a map is asked for when it is created.</summary>
[Flags]
internal enum BpfMapFlags : uint
{
    None = 0,
    NoPreallocation = 1 << 0,

    /// <summary>Programs may only read it; the verifier then knows the values of a frozen map.</summary>
    ReadOnlyForPrograms = 1 << 7,

    /// <summary>Its memory can be mapped into the process (arrays; since 5.5).</summary>
    Mappable = 1 << 10,
}
