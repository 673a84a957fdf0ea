using System.Text;
using BenchmarkDotNet.Attributes;
using Falco.Rules.Compilation.Operators.Literals;

namespace Falco.Benchmarks.Parts;

/// <summary>Looking a name up in a set of constants.</summary>
[MemoryDiagnoser]
public class SetBenchmarks
{
    private readonly byte[] _absent = Encoding.UTF8.GetBytes("python3");
    private EqualityIndex _set = null!;
    private byte[][] _members = [];
    private byte[] _present = [];

    /// <summary>How many constants there are.</summary>
    [Params(1, 2, 8, 80, 10_000)]
    public int Members { get; set; }

    /// <summary>Makes the set.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _members = [.. Enumerable.Range(0, Members).Select(i => Encoding.UTF8.GetBytes($"prog{i % 10}-{i}"))];
        _present = _members[^1];
        _set = new EqualityIndex(_members.Select((member, id) => new Literal(member, id)));
    }

    /// <summary>A member.</summary>
    [Benchmark]
    public bool Present() => _set.MatchesAny(_present);

    /// <summary>Something else.</summary>
    [Benchmark]
    public bool Absent() => _set.MatchesAny(_absent);

    /// <summary>Something else, compared with one constant after the other.</summary>
    [Benchmark(Baseline = true)]
    public bool AbsentOneByOne()
    {
        foreach (byte[] member in _members)
        {
            if (_absent.AsSpan().SequenceEqual(member))
                return true;
        }

        return false;
    }
}
