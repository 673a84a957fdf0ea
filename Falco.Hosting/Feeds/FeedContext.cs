using Falco.Core.State;
using Falco.Hosting.Telemetry;
using Falco.Rules.Engine;
using Falco.Rules.Loading;
using Microsoft.Extensions.Logging;

namespace Falco.Hosting.Feeds;

/// <summary>What a feed is opened with.</summary>
internal sealed record FeedContext
{
    /// <summary>The application's services.</summary>
    public required IServiceProvider Services { get; init; }

    /// <summary>The engine's options at its start.</summary>
    public required FalcoEngineOptions Options { get; init; }

    /// <summary>The rules to begin with.</summary>
    public required RuleSet Rules { get; init; }

    /// <summary>Told of every alert, on the thread that raises it.</summary>
    public required IObserver<Alert> Alerts { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Told of rules that fail.</summary>
    public required FaultLog Faults { get; init; }

    /// <summary>The engine's log.</summary>
    public required ILogger Log { get; init; }

    /// <summary>Makes the engine that judges a source's events.</summary>
    /// <param name="source">The source's name.</param>
    /// <param name="state">How the picture of its host is kept.</param>
    public RuleEngine CreateEngine(string source, HostStateOptions? state = null)
    {
        RuleEngine engine = new(Rules, EngineOptions(source), new HostState(state));
        engine.Subscribe(Alerts);
        return engine;
    }

    /// <summary>How the rules of a source are judged.</summary>
    public RuleEngineOptions EngineOptions(string source) => new()
    {
        Source = source,
        MatchAll = Options.Rules.MatchAll,
        Selections = Options.Rules.Selections,
        OnFault = Faults.Add,
    };
}
