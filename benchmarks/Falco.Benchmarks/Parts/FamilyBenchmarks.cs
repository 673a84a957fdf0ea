using BenchmarkDotNet.Attributes;
using Falco.Core.Fields;
using Falco.Rules.Compilation.Operators;
using Falco.Rules.Engine;

namespace Falco.Benchmarks.Parts;

/// <summary>Many constants that one path is compared with, none of which fits: one by one, and together.</summary>
[MemoryDiagnoser]
public class FamilyBenchmarks
{
    private ValueTest _together = null!;
    private ValueTest _oneByOne = null!;

    /// <summary>How the path is compared.</summary>
    [Params("=", "startswith", "endswith", "contains", "pmatch")]
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
        _together = OperatorCase.Compile(condition, RuleOptimizations.All);
        _oneByOne = OperatorCase.Compile(condition, RuleOptimizations.None);
    }

    /// <summary>With the optimizations that are for this switched off.</summary>
    [Benchmark(Baseline = true)]
    public bool OneByOne() => Holds(_oneByOne);

    /// <summary>With all optimizations.</summary>
    [Benchmark]
    public bool Together() => Holds(_together);

    private static bool Holds(ValueTest test)
    {
        OperatorCase.Path.Load(out FieldValue value);
        return test.Holds(in value);
    }
}
