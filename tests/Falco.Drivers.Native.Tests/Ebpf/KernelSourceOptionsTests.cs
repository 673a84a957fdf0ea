using Falco.Drivers.Native.Ebpf;

namespace Falco.Drivers.Native.Tests.Ebpf;

/// <summary>What cannot be is refused before the kernel is asked.</summary>
public sealed class KernelSourceOptionsTests
{
    [Theory]
    [InlineData(5000)]
    [InlineData(4096)]
    [InlineData(0)]
    [InlineData(-8192)]
    public void A_ring_of_an_impossible_size_is_refused(int bytes) =>
        Refused(new KernelSourceOptions { RingBytes = bytes }, $"RingBytes is {bytes}; it must be a power of two, at least {2 * Environment.SystemPageSize}.");

    [Theory]
    [InlineData(65_536)]
    [InlineData(65_001)]
    [InlineData(-1)]
    public void A_snap_length_beyond_an_event_is_refused(int length) =>
        Refused(new KernelSourceOptions { SnapLength = length }, $"SnapLength is {length}; it must be from 0 to 65000.");

    [Fact]
    public void A_negative_number_of_cpus_is_refused() =>
        Refused(new KernelSourceOptions { CpusPerRing = -1 }, "CpusPerRing is -1; it must not be negative.");

    [Fact]
    public void A_negative_backlog_is_refused() =>
        Refused(new KernelSourceOptions { BacklogBytes = -1 }, "BacklogBytes is -1; it must not be negative.");

    [Theory]
    [InlineData(90, 80)]
    [InlineData(0, 0)]
    public void A_range_without_ports_is_refused(ushort first, ushort last) =>
        Refused(new KernelSourceOptions { FullCapturePorts = (first, last) }, $"FullCapturePorts is ({first}, {last}); ");

    [Fact]
    public void A_missing_option_is_refused()
    {
        Assert.Throws<ArgumentNullException>(() => KernelSource.Open(new KernelSourceOptions { Syscalls = null! }));
        Assert.Throws<ArgumentNullException>(() => KernelSource.Open(new KernelSourceOptions { HostRoot = null! }));
        Assert.Throws<ArgumentNullException>(() => KernelSource.Open(new KernelSourceOptions { HostName = null! }));
    }

    private static void Refused(KernelSourceOptions options, string message) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(() => KernelSource.Open(options)).Message, StringComparison.Ordinal);
}
