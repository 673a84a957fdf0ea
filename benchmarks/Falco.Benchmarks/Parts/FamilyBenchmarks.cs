using System.Text;
using BenchmarkDotNet.Attributes;
using Falco.Core.Fields;
using Falco.Rules.Compilation.Operators;
using Falco.Rules.Compilation.Operators.Literals;
using Falco.Rules.Engine;

namespace Falco.Benchmarks.Parts;

/// <summary>Many constants that one path is compared with, none of which fits: one comparison after the other, and one look for all.</summary>
[MemoryDiagnoser]
public class FamilyBenchmarks
{
    private ValueTest _oneByOne = null!;
    private LiteralIndex _together = null!;

    /// <summary>How the path is compared.</summary>
    [Params("=", "startswith", "endswith", "contains", "icontains", "pmatch")]
    public string Operator { get; set; } = "";

    /// <summary>How many constants there are.</summary>
    [Params(4, 40, 400)]
    public int Constants { get; set; }

    /// <summary>Compiles the comparisons.</summary>
    [GlobalSetup]
    public void Setup()
    {
        string[] texts = [.. Enumerable.Range(0, Constants).Select(i => Operator == "endswith" ? $"-{i}.key" : $"/usr/lib/app{i}/data")];
        string condition = Operator == "pmatch"
            ? $"fd.name pmatch ({string.Join(", ", texts)})"
            : string.Join(" or ", texts.Select(text => $"fd.name {Operator} {text}"));
        _oneByOne = OperatorCase.Compile(condition, RuleOptimizations.None);
        IEnumerable<Literal> literals = texts.Select((text, i) => new Literal(Encoding.UTF8.GetBytes(text), i));
        _together = Operator switch
        {
            "=" => new EqualityIndex(literals),
            "startswith" => new PrefixTrie(literals),
            "endswith" => new SuffixTrie(literals),
            "contains" => new NeedleSet(literals),
            "icontains" => new NeedleSet(literals, ignoreCase: true),
            _ => new PathTrie(literals),
        };
    }

    /// <summary>One comparison for each constant.</summary>
    [Benchmark(Baseline = true)]
    public bool OneByOne()
    {
        OperatorCase.Path.Load(out FieldValue value);
        return _oneByOne.Holds(in value);
    }

    /// <summary>One look.</summary>
    [Benchmark]
    public bool Together()
    {
        OperatorCase.Path.Load(out FieldValue value);
        return _together.MatchesAny(value.Bytes);
    }
}
