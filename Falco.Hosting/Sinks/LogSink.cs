using Falco.Hosting.Telemetry;
using Falco.Outputs.Sinks;
using Falco.Rules.Engine;
using Microsoft.Extensions.Logging;

namespace Falco.Hosting.Sinks;

/// <summary>Writes alerts to a log, with rule, priority and source as values of their own.</summary>
internal sealed class LogSink(ILogger log) : IAlertSink
{
    public ValueTask WriteAsync(AlertBatch batch, CancellationToken cancellationToken)
    {
        foreach (Alert alert in batch.Alerts)
        {
            LogLevel level = LevelOf(alert.Priority);
            if (log.IsEnabled(level))
                log.Raised(level, alert.Rule, alert.Priority, alert.Source, alert.Message);
        }

        return ValueTask.CompletedTask;
    }

    private static LogLevel LevelOf(RulePriority priority) => priority switch
    {
        RulePriority.Emergency or RulePriority.Alert or RulePriority.Critical => LogLevel.Critical,
        RulePriority.Error => LogLevel.Error,
        RulePriority.Warning => LogLevel.Warning,
        RulePriority.Debug => LogLevel.Debug,
        _ => LogLevel.Information,
    };
}
