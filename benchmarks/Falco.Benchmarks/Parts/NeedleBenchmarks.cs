using BenchmarkDotNet.Attributes;
using Falco.Rules.Compilation.Operators;
using Falco.Rules.Compilation.Operators.Literals;

namespace Falco.Benchmarks.Parts;

/// <summary>Parts that a value does not contain, looked for one by one and all at once.</summary>
[MemoryDiagnoser]
public class NeedleBenchmarks
{
    private readonly ulong[] _marks = new ulong[200];
    private byte[] _value = [];
    private byte[][] _literals = [];
    private NeedleSet _fingerprints = null!;
    private NeedleSet _automaton = null!;
    private NeedleSet _eitherCase = null!;

    /// <summary>How many literals there are.</summary>
    [Params(1, 2, 3, 4, 8, 16, 32, 64, 128, 256, 1000, 10_000)]
    public int Literals { get; set; }

    /// <summary>What is searched.</summary>
    [Params("name", "path", "command line")]
    public string Value { get; set; } = "";

    /// <summary>Makes the indexes.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _value = Value switch
        {
            "name" => Words.Name,
            "path" => Words.Path,
            _ => Words.CommandLine,
        };
        _literals = Words.Parts(Literals);
        Literal[] literals = [.. _literals.Select((bytes, id) => new Literal(bytes, id))];
        _fingerprints = new NeedleSet(literals, mostFingerprints: int.MaxValue);
        _automaton = new NeedleSet(literals, mostFingerprints: 0);
        _eitherCase = new NeedleSet(literals, ignoreCase: true, mostFingerprints: int.MaxValue);
    }

    /// <summary>One after the other.</summary>
    [Benchmark(Baseline = true)]
    public bool OneByOne()
    {
        foreach (byte[] literal in _literals)
        {
            if (_value.AsSpan().IndexOf(literal) >= 0)
                return true;
        }

        return false;
    }

    /// <summary>One after the other, whatever the case.</summary>
    [Benchmark]
    public bool EitherCaseOneByOne()
    {
        foreach (byte[] literal in _literals)
        {
            if (AsciiText.ContainsIgnoreCase(_value, literal))
                return true;
        }

        return false;
    }

    /// <summary>By fingerprints.</summary>
    [Benchmark]
    public bool Fingerprints() => _fingerprints.MatchesAny(_value);

    /// <summary>By fingerprints, marked.</summary>
    [Benchmark]
    public void MarkByFingerprints() => _fingerprints.Mark(_value, _marks);

    /// <summary>By fingerprints, whatever the case.</summary>
    [Benchmark]
    public bool EitherCase() => _eitherCase.MatchesAny(_value);

    /// <summary>By the automaton.</summary>
    [Benchmark]
    public bool Automaton() => _automaton.MatchesAny(_value);
}
