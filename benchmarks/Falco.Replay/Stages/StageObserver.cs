using Falco.Core.Events;
using Falco.Core.State;
using Falco.Core.Streams;
using Falco.Rules.Engine;
using Falco.Rules.Loading;

namespace Falco.Replay.Stages;

/// <summary>Counts the events that a stage takes; its other work is that of the derived class. Can observe one replay after another.</summary>
internal abstract class StageObserver : IEventObserver
{
    public virtual IHostTableObserver? Tables => null;

    public long Events { get; protected set; }

    public virtual long Alerts => 0;

    /// <summary>Counts anew; everything else that was learned is kept.</summary>
    public virtual void Reset() => Events = 0;

    public abstract void OnEvent(in Event view);

    // A replay that follows goes on with the same picture and the same rules.
    public void OnCompleted()
    {
    }

    // What is thrown here ends the run: a stage that fails would otherwise be timed as a fast one.
    public void OnError(Exception error) => throw new InvalidOperationException("An observer failed.", error);
}

/// <summary>Only counts: what is left is the reader and the decoder.</summary>
internal sealed class DecodingObserver : StageObserver
{
    public override void OnEvent(in Event view) => Events++;
}

/// <summary>Keeps the picture of the host.</summary>
internal sealed class StateObserver : StageObserver
{
    private readonly HostState _host = new();

    public override IHostTableObserver? Tables => _host;

    public override void OnEvent(in Event view)
    {
        _host.Apply(in view);
        Events++;
    }
}

/// <summary>Keeps the picture of the host and judges.</summary>
internal sealed class JudgingObserver(RuleSet rules, RuleEngineOptions options) : StageObserver
{
    private readonly RuleEngine _engine = new(rules, options);
    private long _earlierAlerts;

    public override IHostTableObserver? Tables => _engine.Tables;

    public override long Alerts => _engine.AlertCount - _earlierAlerts;

    public override void Reset()
    {
        base.Reset();
        _earlierAlerts = _engine.AlertCount;
    }

    public override void OnEvent(in Event view)
    {
        _engine.OnEvent(in view);
        Events++;
    }
}
