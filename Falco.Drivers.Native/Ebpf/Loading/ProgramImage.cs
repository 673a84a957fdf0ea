namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>A program with all functions that it calls, ready for the kernel but for the descriptors of its maps.</summary>
internal sealed class ProgramImage(string name)
{
    public string Name { get; } = name;

    public List<BpfInstruction> Instructions { get; } = [];

    /// <summary>The 64-bit loads whose first immediate is a map's descriptor.</summary>
    public List<MapReference> Maps { get; } = [];

    /// <summary>One for each function, or none.</summary>
    public List<FunctionInfo> Functions { get; } = [];

    public List<LineInfo> Lines { get; } = [];

    /// <summary>What the kernel lacks, by the instruction that must therefore never run.</summary>
    public Dictionary<int, string> Missing { get; } = [];
}
