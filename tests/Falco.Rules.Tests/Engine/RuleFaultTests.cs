using System.Diagnostics.CodeAnalysis;
using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Core.State;
using Falco.Rules.Engine;
using Falco.Rules.Loading;

namespace Falco.Rules.Tests.Engine;

public sealed class RuleFaultTests
{
    private static readonly string Two = EngineReplay.File("evt.type = execve and t.failing = x", "evt.type = execve");

    [Fact]
    public void A_rule_that_fails_is_reported_and_the_others_are_judged()
    {
        List<RuleFault> faults = [];
        RuleEngine engine = new(Load(Two), new RuleEngineOptions { OnFault = faults.Add });
        List<Alert> alerts = EngineReplay.Run(engine);

        Assert.NotEmpty(alerts);
        Assert.All(alerts, alert => Assert.Equal("b", alert.Rule));
        Assert.Equal(alerts.Count, faults.Count);
        Assert.Equal(alerts.Count, engine.FaultCount);
        Assert.All(faults, fault => Assert.Equal("a", fault.Rule));
        Assert.Equal(alerts.Select(alert => alert.EventNumber), faults.Select(fault => fault.EventNumber));
    }

    [Fact]
    public void Where_the_index_of_many_rules_fails_they_are_judged_one_by_one()
    {
        int failing = 40;
        string rules = string.Join('\n', Enumerable.Range(0, failing).Select(i => $"""
            - rule: failing {i}
              desc: "."
              condition: evt.type = execve and t.failing = x{i}
              output: "."
              priority: NOTICE
            """)) + "\n" + EngineReplay.File("evt.type = execve");
        List<RuleFault> faults = [];
        RuleEngine engine = new(Load(rules), new RuleEngineOptions { OnFault = faults.Add });
        List<Alert> alerts = EngineReplay.Run(engine);

        Assert.NotEmpty(alerts);
        Assert.Equal(alerts.Count * failing, faults.Count);
        Assert.Single(alerts.Select(alert => alert.Rule).Distinct());
    }

    [Fact]
    public void A_rule_that_would_not_have_been_asked_does_not_fail()
    {
        RuleEngine engine = new(Load(EngineReplay.File("evt.type = execve", "evt.type = execve and t.failing = x")));
        EngineReplay.Run(engine);
        Assert.Equal(0, engine.FaultCount);
    }

    [Fact]
    public void What_the_handler_of_faults_throws_ends_the_run()
    {
        RuleEngine engine = new(Load(Two), new RuleEngineOptions { OnFault = fault => throw new InvalidOperationException(fault.Rule) });
        EngineReplay.Run(engine);
        Assert.Equal(1, engine.FaultCount);
        Assert.Equal(0, engine.AlertCount);
    }

    private static RuleSet Load(string yaml)
    {
        RuleLoader loader = new(new RuleLoaderOptions { Sources = new Dictionary<string, IFieldResolver> { ["syscall"] = new Resolver() } });
        Assert.True(loader.Load("rules.yaml", yaml).IsSuccessful);
        return loader.Build();
    }

    private sealed class FailingField() : Field(
        new FieldDefinition { Name = "t.failing", Type = ParameterType.CharBuf, Description = "fails", Dependencies = FieldDependencies.Event }, "t.failing")
    {
        protected override bool ReadCore(in HostEvent view, FieldScratch scratch, ref FieldValue value) =>
            throw new NotSupportedException("fails");
    }

    private sealed class Resolver : IFieldResolver
    {
        private readonly FieldCatalog _catalog = FieldCatalog.For("syscall");

        public IReadOnlyList<FieldClass> Classes => _catalog.Classes;

        public bool TryResolve(string name, string? argument, [NotNullWhen(true)] out Field? field, [NotNullWhen(false)] out string? error)
        {
            if (name != "t.failing")
                return _catalog.TryResolve(name, argument, out field, out error);
            field = new FailingField();
            error = null;
            return true;
        }
    }
}
