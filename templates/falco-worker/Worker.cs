using System.Threading.Channels;
using Falco.Hosting;
using Falco.Rules.Engine;

namespace FalcoWorker1;

/// <summary>Does something about alerts; here, it logs them.</summary>
public sealed partial class Worker(FalcoEngine falco, IHostApplicationLifetime application, ILogger<Worker> logger) : BackgroundService
{
    // Asked for before the engine starts, so that no alert is missed.
    private readonly ChannelReader<Alert> _alerts = falco.Alerts;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (Alert alert in _alerts.ReadAllAsync(stoppingToken))
            LogAlert(alert.Rule, alert);

        // There is nothing more to watch, for instance at the end of a recording.
        application.StopApplication();
    }

    [LoggerMessage(LogLevel.Warning, "{Rule}: {Alert}")]
    private partial void LogAlert(string rule, Alert alert);
}
