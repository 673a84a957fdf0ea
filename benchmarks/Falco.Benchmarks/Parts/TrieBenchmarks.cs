using BenchmarkDotNet.Attributes;
using Falco.Rules.Compilation;
using Falco.Rules.Compilation.Operators;
using Falco.Rules.Compilation.Operators.Literals;

namespace Falco.Benchmarks.Parts;

/// <summary>Beginnings, ends and paths that a path does not have: all must be compared, one by one or in one walk.</summary>
[MemoryDiagnoser]
public class TrieBenchmarks
{
    private readonly byte[] _value = Words.Path;
    private readonly ulong[] _marks = new ulong[200];
    private byte[][] _literals = [];
    private PrefixTrie _prefixes = null!;
    private SuffixTrie _suffixes = null!;
    private PathTrie _paths = null!;
    private PathSet _set = null!;

    /// <summary>How many literals there are.</summary>
    [Params(1, 2, 3, 4, 8, 80, 10_000)]
    public int Literals { get; set; }

    /// <summary>Makes the indexes.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _literals = Words.Paths(Literals);
        Literal[] literals = [.. _literals.Select((bytes, id) => new Literal(bytes, id))];
        _prefixes = new PrefixTrie(literals);
        _suffixes = new SuffixTrie(literals);
        _paths = new PathTrie(literals);
        _set = new PathSet([.. _literals.Select(bytes => new BoundConstant("", bytes, 0))]);
    }

    /// <summary>One beginning after the other.</summary>
    [Benchmark(Baseline = true)]
    public bool PrefixesOneByOne()
    {
        foreach (byte[] literal in _literals)
        {
            if (_value.AsSpan().StartsWith(literal))
                return true;
        }

        return false;
    }

    /// <summary>All beginnings.</summary>
    [Benchmark]
    public bool Prefixes() => _prefixes.MatchesAny(_value);

    /// <summary>All beginnings, marked.</summary>
    [Benchmark]
    public void MarkPrefixes() => _prefixes.Mark(_value, _marks);

    /// <summary>One end after the other.</summary>
    [Benchmark]
    public bool SuffixesOneByOne()
    {
        foreach (byte[] literal in _literals)
        {
            if (_value.AsSpan().EndsWith(literal))
                return true;
        }

        return false;
    }

    /// <summary>All ends.</summary>
    [Benchmark]
    public bool Suffixes() => _suffixes.MatchesAny(_value);

    /// <summary>The paths of an operator in a list for each folder.</summary>
    [Benchmark]
    public bool PathsInLists() => _set.Matches(_value);

    /// <summary>All paths.</summary>
    [Benchmark]
    public bool Paths() => _paths.MatchesAny(_value);
}
