namespace Falco.Drivers.Native.Ebpf;

/// <summary>Which calls are sent, as the probe looks it up: a byte for each number.</summary>
internal sealed class NativeSelection
{
    /// <summary>By native number: the exit.</summary>
    public byte[] Exits { get; } = new byte[NativeCalls.Limit];

    /// <summary>By the number that 32-bit code uses: the exit.</summary>
    public byte[] CompatExits { get; } = new byte[NativeCalls.Limit];

    /// <summary>By native number: the entry.</summary>
    public byte[] Entries { get; } = new byte[NativeCalls.Limit];

    /// <summary>By the number that 32-bit code uses: the entry.</summary>
    public byte[] CompatEntries { get; } = new byte[NativeCalls.Limit];

    /// <summary>By <see cref="ProbeTracepoint"/>.</summary>
    public byte[] Tracepoints { get; } = new byte[16];
}
