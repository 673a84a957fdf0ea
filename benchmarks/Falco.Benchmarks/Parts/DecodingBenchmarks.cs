using BenchmarkDotNet.Attributes;
using Falco.Core.Events;

namespace Falco.Benchmarks.Parts;

/// <summary>Checking one encoded event and reading from it.</summary>
[MemoryDiagnoser]
public class DecodingBenchmarks
{
    private byte[] _event = [];

    /// <summary>Takes an <c>openat</c> out of the small capture.</summary>
    [GlobalSetup]
    public void Setup() => _event = RecordedEvents.Read(EventType.Openat_2Exit, 1).Events[0];

    /// <summary>All lengths are checked.</summary>
    [Benchmark(Baseline = true)]
    public EventFault Check() => Event.TryRead(_event, 0, EventFlags.None, out _);

    /// <summary>The third parameter, the path, is read as well.</summary>
    [Benchmark]
    public int CheckAndReadText()
    {
        Event.TryRead(_event, 0, EventFlags.None, out Event view);
        return view.GetText(2).Length;
    }
}
