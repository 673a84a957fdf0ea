using Falco.Core.State;
using Falco.Core.Streams;
using Falco.Rules.Engine;
using Falco.Rules.Loading;

namespace Falco.Hosting.Feeds;

/// <summary>A source that delivers its events one after the other, on a thread of its own.</summary>
internal class StreamFeed : Feed
{
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Exception? _failure;
    private volatile SourceState _state = SourceState.Waiting;

    /// <param name="description">What tells it from other feeds.</param>
    /// <param name="engine">Judges the events.</param>
    /// <param name="events">Delivers them; the feed disposes it.</param>
    public StreamFeed(string description, RuleEngine engine, IEventSource events)
        : base(events.Name, description)
    {
        Engine = engine;
        Events = events;
        events.Subscribe(engine);
    }

    public override Task Completion => _completion.Task;

    /// <summary>The picture that the source's thread keeps; its counts may be read from any thread.</summary>
    public HostState Host => Engine.Host;

    protected RuleEngine Engine { get; }

    protected IEventSource Events { get; }

    /// <summary>Events that were lost before they could be judged.</summary>
    protected virtual long Lost => 0;

    /// <summary>How far behind the judging is.</summary>
    protected virtual TimeSpan Lag => TimeSpan.Zero;

    public override void Start()
    {
        _state = SourceState.Running;
        new Thread(Run) { IsBackground = true, Name = $"falco {Source}" }.Start();
    }

    public override void Stop()
    {
        // A source that runs is stopped by this, and its thread releases what it holds.
        _ = Close();
        if (_state == SourceState.Waiting)
            End(null);
    }

    public override void Use(RuleSet rules, IReadOnlyList<RuleSelection> selections) => Engine.Replace(rules, selections);

    public override SourceStatus GetStatus() => new()
    {
        Source = Source,
        Description = Description,
        State = _state,
        Failure = _failure,
        IsLive = IsLive,
        Events = Engine.EventCount,
        Alerts = Engine.AlertCount,
        Faults = Engine.FaultCount,
        Lost = Lost,
        Lag = Lag,
    };

    public override IEnumerable<KeyValuePair<Rule, long>> AlertsByRule() => Engine.AlertsByRule;

    /// <summary>Releases what the feed holds beside the source, which has ended.</summary>
    protected virtual void Release()
    {
    }

    private void Run()
    {
        Exception? failure;
        try
        {
            failure = Events.Run(CancellationToken.None);
        }
        catch (Exception error)
        {
            // Nothing may leave a thread of ours: it would end the process.
            failure = error;
        }

        End(failure);
    }

    private void End(Exception? failure)
    {
        failure ??= Close();
        Release();
        _failure = failure;
        _state = failure is null ? SourceState.Ended : SourceState.Failed;
        _completion.TrySetResult();
    }

    // A source may be the application's own: what it throws is a failure of this source, and of nothing else.
    private Exception? Close()
    {
        try
        {
            Events.Dispose();
            return null;
        }
        catch (Exception error)
        {
            return error;
        }
    }
}
