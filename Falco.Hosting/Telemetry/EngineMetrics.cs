using System.Diagnostics.Metrics;
using Falco.Core.State;
using Falco.Hosting.Feeds;
using Falco.Outputs.Delivery;

namespace Falco.Hosting.Telemetry;

/// <summary>The counts of an engine as instruments of a meter named <c>Falco</c>, with names and units as OpenTelemetry has them.</summary>
internal sealed class EngineMetrics : IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "Falco";

    private const string SourceTag = "falco.source";
    private const string SinkTag = "falco.sink";
    private const string ResultTag = "falco.result";

    private readonly FalcoEngine _engine;
    private readonly Meter _meter;
    private readonly List<HostStateMetrics> _hosts = [];

    /// <param name="engine">The engine.</param>
    /// <param name="feeds">Its feeds.</param>
    /// <param name="meters">Makes the meters.</param>
    public EngineMetrics(FalcoEngine engine, IEnumerable<Feed> feeds, IMeterFactory meters)
    {
        _engine = engine;
        KeyValuePair<string, object?>[] tags = engine.Name.Length == 0 ? [] : [new("falco.engine", engine.Name)];
        _meter = meters.Create(new MeterOptions(MeterName) { Tags = tags });
        AddSources();
        AddRules();
        AddSinks();
        foreach (StreamFeed feed in feeds.OfType<StreamFeed>())
        {
            _hosts.Add(new HostStateMetrics(
                feed.Host, meters, [.. tags, new(SourceTag, feed.Source), new("falco.source.description", feed.Description)]));
        }
    }

    /// <summary>Ends the instruments, as far as the factory leaves that to us.</summary>
    public void Dispose()
    {
        _hosts.ForEach(static host => host.Dispose());
        _meter.Dispose();
    }

    private void AddSources()
    {
        _meter.CreateObservableCounter("falco.events", () => OfSources(static source => source.Events), "{event}", "Events that rules were judged on.");
        _meter.CreateObservableCounter(
            "falco.events.lost", () => OfSources(static source => source.Lost), "{event}", "Events that were lost before they could be judged.");
        _meter.CreateObservableCounter(
            "falco.rules.faults", () => OfSources(static source => source.Faults), "{fault}", "Conditions and outputs that failed for an event.");
        _meter.CreateObservableGauge("falco.source.lag", ReadLag, "s", "How long after it happened an event is judged.");
    }

    private void AddRules()
    {
        _meter.CreateObservableCounter("falco.alerts", ReadAlerts, "{alert}", "Alerts that were raised.");
        _meter.CreateObservableCounter(
            "falco.alerts.dropped", () => _engine.GetStatus().DroppedAlerts, "{alert}", "Alerts that nobody read from the channel in time.");
        _meter.CreateObservableUpDownCounter("falco.rules", () => _engine.GetStatus().RuleCount, "{rule}", "Rules in use.");
        _meter.CreateObservableCounter("falco.rules.reloads", ReadReloads, "{reload}", "Rule sets that were loaded while the engine ran.");
    }

    private void AddSinks()
    {
        _meter.CreateObservableCounter("falco.sink.alerts", ReadSinks, "{alert}", "Alerts that a sink was to get.");
        _meter.CreateObservableCounter(
            "falco.sink.retries", () => OfSinks(static sink => sink.Retries), "{attempt}", "Attempts to deliver after the first.");
        _meter.CreateObservableUpDownCounter("falco.sink.queued", () => OfSinks(static sink => sink.Queued), "{alert}", "Alerts that wait for a sink.");
    }

    private IEnumerable<Measurement<long>> OfSinks(Func<SinkStatistics, long> count) => _engine.GetStatus().Sinks.Select(
        sink => new Measurement<long>(count(sink), new KeyValuePair<string, object?>(SinkTag, sink.Name)));

    private IEnumerable<Measurement<long>> ReadSinks()
    {
        foreach (SinkStatistics sink in _engine.GetStatus().Sinks)
        {
            yield return new Measurement<long>(sink.Delivered, new(SinkTag, sink.Name), new(ResultTag, "delivered"));
            foreach ((DropReason reason, long count) in sink.Drops)
                yield return new Measurement<long>(count, new(SinkTag, sink.Name), new(ResultTag, DropReasonName.Of(reason)));
        }
    }

    private IEnumerable<Measurement<long>> OfSources(Func<SourceStatus, long> count)
    {
        // Sources of one name are counted together, as rules see them.
        foreach (IGrouping<string, SourceStatus> sources in _engine.GetStatus().Sources.GroupBy(static source => source.Source, StringComparer.Ordinal))
            yield return new Measurement<long>(sources.Sum(count), new KeyValuePair<string, object?>(SourceTag, sources.Key));
    }

    private IEnumerable<Measurement<double>> ReadLag()
    {
        foreach (SourceStatus source in _engine.GetStatus().Sources)
        {
            if (source.IsLive)
                yield return new Measurement<double>(source.Lag.TotalSeconds, new KeyValuePair<string, object?>(SourceTag, source.Source));
        }
    }

    private IEnumerable<Measurement<long>> ReadAlerts()
    {
        foreach ((Falco.Rules.Loading.Rule rule, long count) in _engine.GetAlertsByRule())
        {
            yield return new Measurement<long>(
                count, new("falco.rule", rule.Name), new(SourceTag, rule.Source), new("falco.priority", rule.Priority.ToString()));
        }
    }

    private IEnumerable<Measurement<long>> ReadReloads()
    {
        FalcoStatus status = _engine.GetStatus();
        yield return new Measurement<long>(status.Reloads, new KeyValuePair<string, object?>(ResultTag, "accepted"));
        yield return new Measurement<long>(status.RefusedReloads, new KeyValuePair<string, object?>(ResultTag, "refused"));
    }
}
