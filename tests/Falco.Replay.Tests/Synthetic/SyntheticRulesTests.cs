using Falco.Drivers.Native.Captures;
using Falco.Replay.Synthetic;
using Falco.Rules.Engine;
using Falco.Rules.Loading;
using Falco.Testing.Support;

namespace Falco.Replay.Tests.Synthetic;

public sealed class SyntheticRulesTests
{
    [Theory]
    [InlineData(100)]
    [InlineData(1000)]
    public void Synthetic_rules_load_without_a_complaint(int count)
    {
        RuleLoader loader = new();

        RuleLoadResult result = loader.Load("synthetic.yaml", SyntheticRules.Write(count));

        Assert.Empty(result.Errors.Concat(result.Warnings).Select(item => item.Message));
        Assert.Equal(count, loader.Build().Rules.Count(rule => rule.IsEnabled));
    }

    [Fact]
    public void Every_synthetic_rule_holds_for_its_example_and_no_other_does()
    {
        RuleEngine engine = new(Load(1000), new RuleEngineOptions { MatchAll = true });
        List<string> raised = [];
        using IDisposable subscription = engine.Subscribe(new AlertNames(raised));

        for (int i = 0; i < 1000; i++)
        {
            raised.Clear();
            ExampleHost.Play(engine, SyntheticRules.Create(i).Example);
            Assert.Equal([SyntheticRules.NameOf(i)], raised);
        }
    }

    [Theory]
    [InlineData("attack-small.scap")]
    [InlineData("everyday-small.scap")]
    public void No_synthetic_rule_holds_in_a_recording(string capture)
    {
        RuleEngine engine = new(Load(1000));
        using CaptureReader reader = CaptureReader.Open(Repository.Data(capture));
        using IDisposable subscription = reader.Subscribe(engine);

        Assert.Null(reader.Run(TestContext.Current.CancellationToken));

        Assert.Equal(0, engine.AlertCount);
    }

    private static RuleSet Load(int count)
    {
        RuleLoader loader = new();
        loader.Load("synthetic.yaml", SyntheticRules.Write(count));
        return loader.Build();
    }

    private sealed class AlertNames(List<string> names) : IObserver<Alert>
    {
        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void OnNext(Alert value) => names.Add(value.Rule);
    }
}
