using BenchmarkDotNet.Attributes;
using Falco.Core.Events;

namespace Falco.Benchmarks.Parts;

/// <summary>Checking one encoded event of each kind and reading all of it.</summary>
[MemoryDiagnoser]
public class DecodingBenchmarks
{
    private byte[] _event = [];

    /// <summary>The kinds that occur in the small captures.</summary>
    public static IEnumerable<EventType> Types => RecordedEvents.OfAllTypes().Events.Keys.Order();

    /// <summary>The kind.</summary>
    [ParamsSource(nameof(Types))]
    public EventType Type { get; set; }

    /// <summary>Takes the first of its kind.</summary>
    [GlobalSetup]
    public void Setup() => _event = RecordedEvents.OfAllTypes().Events[Type];

    /// <summary>All lengths are checked.</summary>
    [Benchmark(Baseline = true)]
    public EventFault Check() => Event.TryRead(_event, 0, EventFlags.None, out _);

    /// <summary>Every parameter is found as well.</summary>
    [Benchmark]
    public int CheckAndReadAll()
    {
        Event.TryRead(_event, 0, EventFlags.None, out Event view);
        int bytes = 0;
        for (int i = 0; i < view.ParameterCount; i++)
            bytes += view.GetBytes(i).Length;
        return bytes;
    }
}
