namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>The shape of an array.</summary>
internal readonly record struct BtfArray(uint Element, uint Index, uint Count);
