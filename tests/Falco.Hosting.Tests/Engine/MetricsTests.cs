using System.Diagnostics.Metrics;
using Falco.Hosting.Telemetry;
using Falco.Testing.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Falco.Hosting.Tests.Engine;

/// <summary>The instruments of an engine.</summary>
public sealed class MetricsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task Instruments_tell_events_and_alerts_by_source_and_rule()
    {
        ServiceCollection services = new();
        services.AddFalco(falco => falco.FromCapture(Repository.Data("attack-small.scap")));
        await using ServiceProvider provider = services.BuildServiceProvider();
        FalcoEngine engine = provider.GetRequiredService<FalcoEngine>();
        await engine.StartAsync(Stop);
        await engine.Completion;

        Dictionary<string, long> sums = Collect(provider.GetRequiredService<IMeterFactory>());

        FalcoStatus status = engine.GetStatus();
        Assert.Equal(Assert.Single(status.Sources).Events, sums["falco.events"]);
        Assert.Equal(engine.GetAlertsByRule().Sum(rule => rule.Value), sums["falco.alerts"]);
        Assert.Equal(status.RuleCount, sums["falco.rules"]);
        Assert.True(sums["falco.state.threads"] > 0);
        Assert.True(sums["falco.alerts"] > 0);
    }

    private static Dictionary<string, long> Collect(IMeterFactory meters)
    {
        Dictionary<string, long> sums = [];
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Scope == meters && instrument.Meter.Name is EngineMetrics.MeterName or "Falco.State")
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => sums[instrument.Name] = sums.GetValueOrDefault(instrument.Name) + value);
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => sums[instrument.Name] = sums.GetValueOrDefault(instrument.Name) + value);
        listener.Start();
        listener.RecordObservableInstruments();
        return sums;
    }
}
