using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Core.State;
using Falco.Rules.Compilation;
using Falco.Rules.Loading;
using Falco.Testing.Events;

namespace Falco.Testing.Coverage;

/// <summary>Plays scenarios and keeps in mind what each comparison of each rule was; every one is judged, whatever those before it were.</summary>
internal sealed class CoverageRecorder
{
    private readonly (Rule Rule, PredicateRecord[] Predicates)[] _rules;
    private readonly HostState _host = new();
    private readonly FieldScratch _scratch = new();

    public CoverageRecorder(RuleLoader loader)
    {
        PredicatePlaces places = new(loader);
        _rules = [.. loader.Compilation.Rules.Where(static rule => rule.Rule.Source == "syscall").Select(rule => (rule.Rule, places.Of(rule).ToArray()))];
    }

    /// <summary>What has been seen so far.</summary>
    public IEnumerable<RuleCoverage> Result =>
        _rules.Select(static rule => new RuleCoverage(rule.Rule.Name, [.. rule.Predicates.Select(static predicate => predicate.Result)]));

    /// <summary>Plays a scenario.</summary>
    public void Play(IScenario scenario)
    {
        try
        {
            scenario.Play(_host, OnEvent);
        }
        catch (ScenarioException)
        {
            // The test tells of it; what came before it counts.
        }
    }

    private void OnEvent(int item, in Event view)
    {
        HostEvent current = _host.Apply(in view);
        if (!current.IsShown)
            return;
        foreach ((Rule rule, PredicateRecord[] predicates) in _rules)
        {
            // On other events the rest of the condition means nothing.
            bool isConcerned = rule.EventTypes.Contains(view.Type);
            foreach (PredicateRecord predicate in predicates)
            {
                if ((isConcerned || predicate.IsAboutType) && !predicate.IsComplete)
                    Judge(predicate, in current);
            }
        }
    }

    private void Judge(PredicateRecord predicate, in HostEvent current)
    {
        _scratch.Reset();
        try
        {
            predicate.Record(ConditionInterpreter.Evaluate(predicate.Check, in current, _scratch));
        }
        catch (Exception)
        {
            // The engine reports the fault when the test runs; a comparison that fails has no outcome.
        }
    }
}
