using System.Globalization;
using Falco.Outputs.Delivery;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Falco.Hosting.Telemetry;

/// <summary>Tells the health of an engine: lost events, lag, refused rules, sources and sinks that fail.</summary>
internal sealed class EngineHealthCheck(FalcoEngine engine, IOptionsMonitor<FalcoEngineOptions> options) : IHealthCheck
{
    private readonly Lock _gate = new();
    private long _lostBefore;
    private long _seenBefore;

    /// <summary>How the check of an engine is registered: tagged <c>falco</c>, under the name <c>falco</c> or <c>falco-NAME</c>.</summary>
    public static HealthCheckRegistration Registration(string name)
    {
        // One instance per engine: it remembers the counts of the check before.
        EngineHealthCheck? check = null;
        return new HealthCheckRegistration(
            name.Length == 0 ? "falco" : $"falco-{name}",
            services => check ??= new EngineHealthCheck(
                services.GetRequiredKeyedService<FalcoEngine>(name), services.GetRequiredService<IOptionsMonitor<FalcoEngineOptions>>()),
            failureStatus: null,
            tags: ["falco"]);
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        FalcoStatus status = engine.GetStatus();
        List<string> degraded = [];
        List<string> unhealthy = [];
        if (!status.IsRunning)
            unhealthy.Add("the engine does not run");
        CheckSources(status, degraded, unhealthy);
        foreach (SinkStatistics sink in status.Sinks)
        {
            if (sink.FailingSince is { } since)
                degraded.Add(string.Create(CultureInfo.InvariantCulture, $"sink {sink.Name} fails since {since:u}: {sink.LastError}"));
        }

        CheckLosses(status, degraded, unhealthy);
        if (status.ReloadFailure is not null)
            degraded.Add("the last change of rules or options was refused, the former ones are in use");
        Dictionary<string, object> data = new()
        {
            ["ruleSetRevision"] = status.RuleSetRevision,
            ["rules"] = status.RuleCount,
            ["events"] = status.Sources.Sum(static source => source.Events),
            ["alerts"] = status.Sources.Sum(static source => source.Alerts),
            ["lost"] = status.Sources.Sum(static source => source.Lost),
        };
        HealthStatus health = unhealthy.Count > 0 ? HealthStatus.Unhealthy : degraded.Count > 0 ? HealthStatus.Degraded : HealthStatus.Healthy;
        string description = health == HealthStatus.Healthy ? "judging events" : string.Join("; ", unhealthy.Concat(degraded));
        return Task.FromResult(new HealthCheckResult(health, description, data: data));
    }

    private void CheckSources(FalcoStatus status, List<string> degraded, List<string> unhealthy)
    {
        TimeSpan allowed = options.Get(engine.Name).Health.DegradedLag;
        foreach (SourceStatus source in status.Sources)
        {
            if (source.State == SourceState.Failed)
                unhealthy.Add($"source {source.Source} failed: {source.Failure?.Message}");
            else if (source.State == SourceState.Refused)
                degraded.Add($"source {source.Source} is not watched: {source.Failure?.Message}");
            else if (source.Lag > allowed)
                degraded.Add(string.Create(CultureInfo.InvariantCulture, $"source {source.Source} is {source.Lag.TotalSeconds:F1} s behind"));
        }
    }

    // What counts is what was lost since the check before: a burst at the start must not degrade an engine for ever.
    private void CheckLosses(FalcoStatus status, List<string> degraded, List<string> unhealthy)
    {
        long lost = status.Sources.Sum(static source => source.Lost);
        long seen = status.Sources.Sum(static source => source.Events) + lost;
        double ratio;
        lock (_gate)
        {
            ratio = (double)(lost - _lostBefore) / Math.Max(1, seen - _seenBefore);
            (_lostBefore, _seenBefore) = (lost, seen);
        }

        HealthThresholds thresholds = options.Get(engine.Name).Health;
        if (ratio > thresholds.UnhealthyDropRatio)
            unhealthy.Add(Text(ratio));
        else if (ratio > thresholds.DegradedDropRatio)
            degraded.Add(Text(ratio));

        static string Text(double ratio) => string.Create(CultureInfo.InvariantCulture, $"{ratio:P2} of the events were lost since the last check");
    }
}
