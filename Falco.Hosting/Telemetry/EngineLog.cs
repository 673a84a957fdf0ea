using Falco.Rules.Engine;
using Microsoft.Extensions.Logging;

namespace Falco.Hosting.Telemetry;

/// <summary>
/// What an engine logs; one class for all, because the generator of such methods writes several in an order of chance, and builds must be reproducible. Event ids: 1000 the engine, 1100 sources, 1200 rules, 1300 alerts and sinks, 1400 requests (Falco.AspNetCore).
/// </summary>
internal static partial class EngineLog
{
    private const string Category = "Falco";

    /// <summary>The category of an engine.</summary>
    public static string CategoryOf(string name) => name.Length == 0 ? Category : $"{Category}.{name}";

    [LoggerMessage(1000, LogLevel.Information, "Falco judges by {RuleCount} rules, revision {Revision}, on {SourceCount} sources.")]
    public static partial void Started(this ILogger log, int ruleCount, long revision, int sourceCount);

    [LoggerMessage(1001, LogLevel.Information, "Falco stopped: {Events} events, {Alerts} alerts, {Lost} events lost.")]
    public static partial void Stopped(this ILogger log, long events, long alerts, long lost);

    [LoggerMessage(1002, LogLevel.Warning, "Falco stopped before all was done: {Deadline} are over, {Unfinished} sources still run.")]
    public static partial void StoppedUnfinished(this ILogger log, TimeSpan deadline, int unfinished);

    [LoggerMessage(1003, LogLevel.Warning, "The option {Option} has changed; it takes effect when Falco is started again.")]
    public static partial void NeedsRestart(this ILogger log, string option);

    [LoggerMessage(1004, LogLevel.Error, "The changed options are not valid, the former ones stay: {Failure}")]
    public static partial void OptionsRefused(this ILogger log, string failure);

    [LoggerMessage(1100, LogLevel.Information, "Source {Source} started: {Description}.")]
    public static partial void SourceStarted(this ILogger log, string source, string description);

    [LoggerMessage(1101, LogLevel.Information, "Source {Source} has ended: {Description}, {Events} events, {Lost} lost.")]
    public static partial void SourceEnded(this ILogger log, string source, string description, long events, long lost);

    [LoggerMessage(1102, LogLevel.Error, "Source {Source} failed: {Description}.")]
    public static partial void SourceFailed(this ILogger log, string source, string description, Exception? failure);

    [LoggerMessage(1103, LogLevel.Warning, "Source {Source} is not watched: {Reason}")]
    public static partial void SourceRefused(this ILogger log, string source, string reason);

    [LoggerMessage(1200, LogLevel.Information, "Rules loaded again: {RuleCount} rules, revision {Revision}.")]
    public static partial void RulesReloaded(this ILogger log, int ruleCount, long revision);

    [LoggerMessage(1201, LogLevel.Error, "Rules stay as they were: {Failure}")]
    public static partial void RulesRefused(this ILogger log, string failure);

    [LoggerMessage(1202, LogLevel.Warning, "Rules: {Warning}")]
    public static partial void RuleWarning(this ILogger log, string warning);

    [LoggerMessage(1203, LogLevel.Error, "Rule {Rule} failed for the {Count}. time, on event {EventNumber}; it raises no alert for it.")]
    public static partial void RuleFailed(this ILogger log, string rule, ulong count, ulong eventNumber, Exception error);

    [LoggerMessage(1204, LogLevel.Warning, "Changes of {Path} will not be seen.")]
    public static partial void NotWatched(this ILogger log, string path, Exception error);

    [LoggerMessage(1205, LogLevel.Warning, "No rule for source {Source}: its events are judged by nothing.")]
    public static partial void NoRules(this ILogger log, string source);

    [LoggerMessage(EventId = 1300, EventName = "Alert", Message = "{Priority} {Rule} ({Source}): {Alert}")]
    public static partial void Raised(this ILogger log, LogLevel level, string rule, RulePriority priority, string source, string alert);

    [LoggerMessage(1301, LogLevel.Information, "Sink {Sink}: {Message}")]
    public static partial void SinkRecovered(this ILogger log, string sink, string message);

    [LoggerMessage(1302, LogLevel.Warning, "Sink {Sink}: {Message}")]
    public static partial void SinkTroubled(this ILogger log, string sink, string message, Exception? error);

    [LoggerMessage(1303, LogLevel.Error, "Sink {Sink}: {Message}")]
    public static partial void SinkLost(this ILogger log, string sink, string message, Exception? error);
}
