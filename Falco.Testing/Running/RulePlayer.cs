using Falco.Core.Events;
using Falco.Rules.Engine;
using Falco.Rules.Loading;
using Falco.Testing.Events;

namespace Falco.Testing.Running;

/// <summary>Plays scenarios before an engine. One engine serves them all: each begins with a section of its own, and nothing is left of the last.</summary>
internal sealed class RulePlayer : IObserver<Alert>
{
    private readonly Lock _playing = new();
    private readonly RuleEngine _engine;
    private readonly List<RaisedAlert> _alerts = [];
    private readonly List<string> _faults = [];
    private int _item;

    /// <param name="rules">The rules.</param>
    /// <param name="matchAll">Whether every rule that holds raises its alert.</param>
    /// <param name="selections">Which rules are on.</param>
    public RulePlayer(RuleSet rules, bool matchAll, IReadOnlyList<RuleSelection> selections)
    {
        Rules = rules;
        MatchAll = matchAll;
        _engine = new RuleEngine(rules, new RuleEngineOptions
        {
            MatchAll = matchAll,
            Selections = selections,
            OnFault = fault => _faults.Add($"{fault.Rule} failed for event {_item}: {fault.Error.Message}"),
        });
        _engine.Subscribe(this);
    }

    /// <summary>The rules.</summary>
    public RuleSet Rules { get; }

    /// <summary>Whether every rule that holds raises its alert.</summary>
    public bool MatchAll { get; }

    /// <summary>Plays a scenario.</summary>
    public RuleRun Play(IScenario scenario)
    {
        lock (_playing)
        {
            _alerts.Clear();
            _faults.Clear();
            try
            {
                scenario.Play(_engine.Tables, OnEvent);
            }
            catch (ScenarioException error)
            {
                _faults.Add(error.Message);
            }

            return new RuleRun([.. _alerts], [.. _faults]);
        }
    }

    void IObserver<Alert>.OnNext(Alert value) => _alerts.Add(new RaisedAlert(value, _item));

    void IObserver<Alert>.OnCompleted()
    {
    }

    void IObserver<Alert>.OnError(Exception error)
    {
    }

    private void OnEvent(int item, in Event view)
    {
        _item = item;
        _engine.OnEvent(in view);
    }
}

/// <summary>What came of a scenario.</summary>
/// <param name="Alerts">The alerts.</param>
/// <param name="Faults">What could not be judged or read.</param>
internal sealed record RuleRun(IReadOnlyList<RaisedAlert> Alerts, IReadOnlyList<string> Faults);
