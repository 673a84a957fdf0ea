using BenchmarkDotNet.Attributes;
using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Rules.Compilation;
using Falco.Rules.Compilation.Graph.Checks;
using Falco.Rules.Compilation.Operators;
using Falco.Rules.Engine;
using Falco.Rules.Language;

namespace Falco.Benchmarks.Parts;

/// <summary>Operators on a path of average length.</summary>
[MemoryDiagnoser]
public class OperatorBenchmarks
{
    private static readonly byte[] Path = "/usr/lib/python3.11/encodings/__pycache__/utf_8.cpython-311.pyc"u8.ToArray();
    private ValueTest _test = null!;

    /// <summary>The operator with its constants.</summary>
    [Params("= /etc/passwd", "startswith /etc", "contains .ssh", "endswith .pyc", "glob '*/__pycache__/*'", "regex '/usr/.*[.]py'", "pmatch (/etc, /usr/lib)")]
    public string Operator { get; set; } = "";

    /// <summary>Binds a condition with the operator.</summary>
    [GlobalSetup]
    public void Setup()
    {
        ConditionParser.TryParse($"fd.name {Operator}", ConditionParserOptions.Default, out ConditionNode? node, out _, out string? error);
        BoundNode? condition = node is null ? null : ConditionBinder.Bind(node, FieldCatalog.For("syscall")).Condition;
        _test = condition is BoundCheck check ? FastTests.For(check, RuleOptimizations.All) : throw new InvalidOperationException(error);
    }

    /// <summary>One comparison.</summary>
    [Benchmark]
    public bool Test()
    {
        FieldValue value = new() { Type = ParameterType.CharBuf, Bytes = Path };
        return _test.Holds(in value);
    }
}
