using Falco.Rules.Engine;
using Falco.Rules.Loading;

namespace Falco.Rules.Tests.Engine;

public sealed class AlertDeliveryTests
{
    private static readonly RuleSet Execs = EngineReplay.Load(EngineReplay.File("evt.type = execve"));

    [Fact]
    public void Without_room_the_newest_alerts_are_dropped_and_counted()
    {
        RuleEngine engine = new(Execs, new RuleEngineOptions { AlertCapacity = 3 });
        _ = engine.Alerts;
        List<Alert> all = EngineReplay.Run(engine);

        List<Alert> read = ReadAll(engine);
        Assert.Equal(all.Take(3), read);
        Assert.Equal(all.Count - 3, engine.DroppedAlerts);
    }

    [Fact]
    public void Without_room_the_oldest_alerts_are_dropped_where_that_is_asked_for()
    {
        RuleEngine engine = new(Execs, new RuleEngineOptions { AlertCapacity = 3, AlertFullMode = AlertFullMode.DropOldest });
        _ = engine.Alerts;
        List<Alert> all = EngineReplay.Run(engine);

        Assert.Equal(all.TakeLast(3), ReadAll(engine));
        Assert.Equal(all.Count - 3, engine.DroppedAlerts);
    }

    [Fact]
    public async Task A_source_that_waits_for_room_loses_nothing()
    {
        RuleEngine engine = new(Execs, new RuleEngineOptions { AlertCapacity = 1, AlertFullMode = AlertFullMode.Wait });
        var reader = engine.Alerts;
        Task<List<Alert>> run = Task.Run(() => EngineReplay.Run(engine));
        List<Alert> read = [];
        await foreach (Alert alert in reader.ReadAllAsync(TestContext.Current.CancellationToken))
            read.Add(alert);

        Assert.Equal(await run, read);
        Assert.Equal(0, engine.DroppedAlerts);
    }

    [Fact]
    public async Task A_source_that_waits_goes_on_when_the_alerts_are_ended()
    {
        RuleEngine engine = new(Execs, new RuleEngineOptions { AlertCapacity = 1, AlertFullMode = AlertFullMode.Wait });
        var reader = engine.Alerts;
        Task<List<Alert>> run = Task.Run(() => EngineReplay.Run(engine));
        await reader.WaitToReadAsync(TestContext.Current.CancellationToken);
        engine.OnCompleted();

        await run;
        Assert.NotEqual(0, engine.AlertCount);
    }

    [Fact]
    public void Alerts_that_nobody_asked_the_channel_for_are_not_dropped()
    {
        RuleEngine engine = new(Execs, new RuleEngineOptions { AlertCapacity = 1 });
        EngineReplay.Run(engine);
        Assert.Equal(0, engine.DroppedAlerts);
    }

    [Fact]
    public void An_observer_that_throws_loses_its_own_subscription_only()
    {
        RuleEngine engine = new(Execs);
        Throwing throwing = new();
        engine.Subscribe(throwing);
        List<Alert> alerts = EngineReplay.Run(engine);

        Assert.Equal(1, throwing.Calls);
        Assert.IsType<InvalidOperationException>(throwing.Error);
        Assert.Equal(engine.AlertCount, alerts.Count);
    }

    private static List<Alert> ReadAll(RuleEngine engine)
    {
        List<Alert> alerts = [];
        while (engine.Alerts.TryRead(out Alert? alert))
            alerts.Add(alert);
        return alerts;
    }

    private sealed class Throwing : IObserver<Alert>
    {
        public int Calls { get; private set; }

        public Exception? Error { get; private set; }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error) => Error = error;

        public void OnNext(Alert value)
        {
            Calls++;
            throw new InvalidOperationException("no");
        }
    }
}
