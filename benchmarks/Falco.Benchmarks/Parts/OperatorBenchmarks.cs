using BenchmarkDotNet.Attributes;
using Falco.Core.Fields;
using Falco.Rules.Compilation.Operators;
using Falco.Rules.Engine;

namespace Falco.Benchmarks.Parts;

/// <summary>Each operator of the language on a value that it is made for; <c>exists</c> is what reading a field costs.</summary>
[MemoryDiagnoser]
public class OperatorBenchmarks
{
    private OperatorCase _case = null!;
    private ValueTest _test = null!;

    /// <summary>The comparison.</summary>
    [Params(
        "fd.name = /etc/passwd", "fd.name != /etc/passwd", "fd.name startswith /etc", "fd.name endswith .pyc", "fd.name contains .ssh",
        "fd.name icontains .SSH", "fd.name glob '*/__pycache__/*'", "fd.name iglob '*/__PYCACHE__/*'", "fd.name regex '/usr/.*[.]py'",
        "fd.name in (/etc/passwd, /etc/shadow, /etc/group)", "fd.name pmatch (/etc, /usr/lib)", "evt.buffer bcontains 2f6c6962",
        "evt.buffer bstartswith 2f757372", "fd.num = 3", "fd.num != 3", "fd.num < 3", "fd.num <= 3", "fd.num > 3", "fd.num >= 3",
        "fd.num in (0, 1, 2)", "fd.sip = 10.0.0.1", "fd.snet = 10.0.0.0/8", "fd.types intersects (ipv6, pipe)", "fd.types in (file, pipe, ipv4)")]
    public string Comparison { get; set; } = "";

    /// <summary>Binds the comparison.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _case = OperatorCase.For(Comparison.Split(' ')[0]);
        _test = OperatorCase.Compile(Comparison, RuleOptimizations.All);
    }

    /// <summary>One comparison.</summary>
    [Benchmark]
    public bool Test()
    {
        _case.Load(out FieldValue value);
        return _test.Holds(in value);
    }
}
