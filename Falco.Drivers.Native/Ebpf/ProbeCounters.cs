using System.Buffers.Binary;
using Falco.Drivers.Native.Ebpf.Kernel;
using Falco.Drivers.Native.Ebpf.Loading;

namespace Falco.Drivers.Native.Ebpf;

/// <summary>The probe's counters (<c>struct counters</c> of layout.h), one set for each CPU, read in place.</summary>
internal sealed class ProbeCounters : IDisposable
{
    private readonly MappedMap _memory;
    private readonly StructureLayout _layout;
    private readonly int _offset;
    private readonly int _cpus;

    public ProbeCounters(LoadedObject probe, int cpus)
    {
        _layout = StructureLayout.Of(probe.Source, "counters");
        _offset = StructureLayout.Of(probe.Source, "cpu")["counters"].Start.Value;
        _memory = new MappedMap(probe.Map("cpus"), isWritable: false);
        _cpus = cpus;
    }

    /// <summary>The sums over all CPUs.</summary>
    public KernelStatistics Read()
    {
        Dictionary<LossCategory, long> lost = [];
        foreach (LossCategory category in Enum.GetValues<LossCategory>())
        {
            if (Sum("lost", (int)category) is var count and not 0)
                lost[category] = count;
        }

        return new KernelStatistics
        {
            Offered = Sum("offered"),
            Delivered = Sum("delivered"),
            LostByCategory = lost,
            Oversized = Sum("oversized"),
            WithoutRing = Sum("no_ring"),
            OwnCalls = Sum("own"),
            FailedCalls = Sum("failed_calls"),
            UnknownCalls = Sum("unknown_calls"),
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _memory.Dispose();

    private long Sum(string member, int index = 0)
    {
        int offset = _offset + _layout[member].Start.Value + (sizeof(ulong) * index);
        long sum = 0;
        for (int cpu = 0; cpu < _cpus; cpu++)
            sum += BinaryPrimitives.ReadInt64LittleEndian(_memory[cpu][offset..]);
        return sum;
    }
}
