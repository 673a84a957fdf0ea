using Falco.Rules.Engine;
using Falco.Rules.Engine.Applications;
using Falco.Rules.Loading;

namespace Falco.Hosting.Feeds;

/// <summary>A source whose events the application hands over, on its own threads: it runs until it is stopped.</summary>
/// <param name="engine">Judges the events.</param>
/// <param name="events">Where the application hands them over.</param>
internal sealed class ApplicationFeed<TEvent>(ApplicationEngine<TEvent> engine, ApplicationEvents<TEvent> events)
    : Feed(engine.Source.Name, "application")
    where TEvent : class
{
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile SourceState _state = SourceState.Waiting;

    public override bool IsLive => true;

    public override Task Completion => _completion.Task;

    public override void Start()
    {
        _state = SourceState.Running;
        events.Use(engine);
    }

    public override void Stop()
    {
        _state = SourceState.Ended;
        events.Use(null);
        _completion.TrySetResult();
    }

    public override void Use(RuleSet rules, IReadOnlyList<RuleSelection> selections) => engine.Replace(rules, selections);

    public override SourceStatus GetStatus() => new()
    {
        Source = Source,
        Description = Description,
        State = _state,
        IsLive = true,
        Events = engine.EventCount,
        Alerts = engine.AlertCount,
        Faults = engine.FaultCount,
    };

    public override IEnumerable<KeyValuePair<Rule, long>> AlertsByRule() => engine.AlertsByRule;
}
