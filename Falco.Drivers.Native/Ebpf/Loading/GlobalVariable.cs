namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>Where a global variable of an object lives.</summary>
internal readonly record struct GlobalVariable(MapDefinition Memory, int Offset, int Size);
