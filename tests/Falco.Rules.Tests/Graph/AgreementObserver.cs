using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Core.State;
using Falco.Core.Streams;
using Falco.Drivers.Native.Captures;
using Falco.Rules.Compilation;
using Falco.Rules.Engine;
using Falco.Rules.Loading;

namespace Falco.Rules.Tests.Graph;

/// <summary>Judges real events by the graph, with what it remembers of earlier events, and by the interpreter, which reads anew.</summary>
internal sealed class AgreementObserver : IEventObserver
{
    private readonly HostState _host = new();
    private readonly FieldScratch _scratch = new();
    private readonly Rule[] _rules;
    private readonly CompiledConditions _graph;
    private readonly HashSet<int> _reported = [];
    private readonly bool[] _judged;

    public AgreementObserver(IEnumerable<Rule> rules, RuleOptimizations optimizations = RuleOptimizations.All)
    {
        _rules = [.. rules];
        _graph = new CompiledConditions(_rules, _host, optimizations);
        _judged = new bool[_rules.Length];
    }

    public IHostTableObserver? Tables => _host;

    public List<string> Differences { get; } = [];

    public long Held { get; private set; }

    public static AgreementObserver Replay(string capture, IEnumerable<Rule> rules, RuleOptimizations optimizations = RuleOptimizations.All)
    {
        AgreementObserver observer = new(rules, optimizations);
        using CaptureReader reader = CaptureReader.Open(capture);
        reader.Subscribe(observer);
        Assert.Null(reader.Run(TestContext.Current.CancellationToken));
        return observer;
    }

    public void OnEvent(in Event view)
    {
        HostEvent current = _host.Apply(in view);
        if (!current.IsShown || Differences.Count >= 20)
            return;
        _graph.Judge(in current, _judged);
        _scratch.Reset();
        for (int i = 0; i < _rules.Length; i++)
        {
            bool expected = ConditionInterpreter.Evaluate(_rules[i].Condition, in current, _scratch);
            if (expected)
                Held++;
            if (_judged[i] != expected && _reported.Add(i))
                Differences.Add($"{current.Number} {view.Type}: {_rules[i].Name} is {expected}, not {_judged[i]}");
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }
}
