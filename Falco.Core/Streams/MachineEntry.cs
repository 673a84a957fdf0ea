namespace Falco.Core.Streams;

/// <summary>The machine that a recording was taken on.</summary>
public readonly ref struct MachineEntry
{
    /// <summary>The number of CPUs.</summary>
    public uint CpuCount { get; init; }

    /// <summary>Main memory, in bytes.</summary>
    public ulong MemorySize { get; init; }

    /// <summary>The largest process id.</summary>
    public ulong MaxProcessId { get; init; }

    /// <summary>The host name, UTF-8.</summary>
    public ReadOnlySpan<byte> HostName { get; init; }

    /// <summary>When the machine was booted, nanoseconds since the Unix epoch.</summary>
    public ulong BootTime { get; init; }

    /// <summary>The release of the kernel, UTF-8; captures do not hold it.</summary>
    public ReadOnlySpan<byte> KernelRelease { get; init; }
}
