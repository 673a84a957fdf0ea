using Falco.Rules.Loading;

namespace Falco.Hosting;

public sealed partial class FalcoEngine
{
    /// <summary>
    /// Alerts per rule that has raised any, in the order of definition; a rule that is gone from the rules in use is left out.
    /// </summary>
    public IReadOnlyList<KeyValuePair<Rule, long>> GetAlertsByRule()
    {
        // A rule may be judged by several feeds, all of one source.
        Dictionary<Rule, long> counts = [];
        foreach ((Rule rule, long count) in _feeds.SelectMany(static feed => feed.AlertsByRule()))
            counts[rule] = counts.GetValueOrDefault(rule) + count;
        return [.. counts];
    }

    /// <summary>Looks at what the engine is doing.</summary>
    public FalcoStatus GetStatus() => new()
    {
        Name = Name,
        IsRunning = IsRunning,
        Started = _started,
        RuleSetRevision = _rules?.Revision ?? 0,
        RuleCount = _rules?.Rules.Count ?? 0,
        Reloads = Volatile.Read(ref _reloads),
        RefusedReloads = Volatile.Read(ref _refusedReloads),
        ReloadFailure = _reloadFailure,
        DroppedAlerts = _hub.Dropped,
        Sinks = _hub.Sinks?.GetStatistics() ?? [],
        Sources = [.. _feeds.Select(static feed => feed.GetStatus())],
    };
}
