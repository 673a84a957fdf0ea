using Falco.Hosting;

namespace Falco.AspNetCore.Status;

/// <summary>What the status endpoint tells of an engine.</summary>
internal sealed record StatusDocument
{
    public required string Name { get; init; }

    public required bool IsRunning { get; init; }

    public required DateTimeOffset? Started { get; init; }

    public required long RuleSetRevision { get; init; }

    public required int RuleCount { get; init; }

    public required long Reloads { get; init; }

    public required long RefusedReloads { get; init; }

    public required long DroppedAlerts { get; init; }

    public required IReadOnlyList<SourceDocument> Sources { get; init; }

    /// <summary>The sensor of requests; <see langword="null"/> if the engine has none.</summary>
    public required SensorDocument? Sensor { get; init; }

    // Why rules or sources were refused may name paths and is in the log; here it would tell a stranger too much.
    public static StatusDocument Of(FalcoStatus status, SensorDocument? sensor) => new()
    {
        Name = status.Name,
        IsRunning = status.IsRunning,
        Started = status.Started,
        RuleSetRevision = status.RuleSetRevision,
        RuleCount = status.RuleCount,
        Reloads = status.Reloads,
        RefusedReloads = status.RefusedReloads,
        DroppedAlerts = status.DroppedAlerts,
        Sources = [.. status.Sources.Select(SourceDocument.Of)],
        Sensor = sensor,
    };
}

/// <summary>A source.</summary>
internal sealed record SourceDocument(
    string Source, string Description, SourceState State, bool IsLive, long Events, long Alerts, long Faults, long Lost, double LagSeconds)
{
    public static SourceDocument Of(SourceStatus status) => new(
        status.Source, status.Description, status.State, status.IsLive, status.Events, status.Alerts, status.Faults, status.Lost, status.Lag.TotalSeconds);
}

/// <summary>The sensor of requests, and those who follow the alerts.</summary>
internal sealed record SensorDocument(bool CanRefuse, long Refused, long TruncatedTexts, int AlertClients, long AlertsDroppedForClients);

/// <summary>A rule with what came of it.</summary>
internal sealed record RuleDocument(
    string Name, string Source, string Priority, IReadOnlyList<string> Tags, string Description, bool IsEnabled, long Alerts);
