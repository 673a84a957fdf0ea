namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>An instruction that holds a map's descriptor.</summary>
internal readonly record struct MapReference(int Instruction, MapDefinition Map);
