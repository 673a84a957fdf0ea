namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>What an array of maps or programs holds at an index from the start.</summary>
internal readonly record struct MapSlot(uint Index, string Target);
