using Falco.Drivers.Native.Ebpf.Kernel;

namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>A map that an object declares, or the memory of its global variables. It can be changed until it is created.</summary>
internal sealed class MapDefinition(string name, BpfMapType type)
{
    public string Name { get; } = name;

    public BpfMapType Type { get; } = type;

    public uint KeySize { get; set; }

    public uint ValueSize { get; set; }

    public uint MaxEntries { get; set; }

    public BpfMapFlags Flags { get; set; }

    /// <summary>The shape of the maps that this one holds.</summary>
    public MapDefinition? Inner { get; set; }

    /// <summary>The first values of the global variables, if it is their memory.</summary>
    public byte[]? Data { get; init; }

    /// <summary>Whether the variables are constants.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>The programs or maps that it holds from the start, by name.</summary>
    public IReadOnlyList<MapSlot> Slots { get; set; } = [];
}
