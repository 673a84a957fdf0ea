using System.Collections.Concurrent;
using Falco.Outputs.Delivery;
using Falco.Outputs.Sinks;
using Falco.Rules.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Falco.Hosting.Tests.Engine;

/// <summary>Sinks of an engine.</summary>
public sealed class SinkTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task Stopping_delivers_what_waits()
    {
        List<string> delivered = [];
        PushedEvents source = new();
        FalcoEngine falco = await FalcoEngine.WatchAsync(
            watch => watch.FromSource("syscall", _ => source).AddRulesText("rules", TestRules.SetUid).WriteTo(sinks => sinks.Function("list", (batch, _) =>
            {
                foreach (Alert alert in batch.Alerts)
                    delivered.Add(alert.Message.Split(' ')[0]);
                return ValueTask.CompletedTask;
            })),
            Stop);
        for (uint user = 0; user < 500; user++)
            source.PushSetUid(user);
        source.Complete();
        await falco.Completion;

        await falco.DisposeAsync();

        Assert.Equal(Enumerable.Range(0, 500).Select(static user => $"{user}"), delivered);
        SinkStatistics sink = Assert.Single(falco.GetStatus().Sinks);
        Assert.Equal(("list", 500, 0), (sink.Name, sink.Delivered, sink.Dropped));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_sink_that_hangs_holds_up_neither_judging_nor_the_end()
    {
        PushedEvents source = new();
        TaskCompletionSource never = new();
        FalcoEngine falco = await FalcoEngine.WatchAsync(
            watch => watch.FromSource("syscall", _ => source).AddRulesText("rules", TestRules.SetUid)
                .Configure(options => options.DrainTimeout = TimeSpan.FromMilliseconds(200))
                .WriteTo(sinks => sinks.Function("stuck", (_, _) => new ValueTask(never.Task))),
            Stop);

        source.PushSetUid(1);
        source.PushSetUid(2);
        await falco.Alerts.ReadAsync(Stop);
        Alert second = await falco.Alerts.ReadAsync(Stop);
        await falco.DisposeAsync();
        never.SetResult();

        Assert.StartsWith("2 ", second.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_sink_may_be_a_service_and_be_given_a_filter()
    {
        PushedEvents source = new();
        ServiceCollection services = new();
        services.AddFalco(falco => falco.FromSource("syscall", _ => source).AddRulesText("rules", TestRules.SetUid + "\n" + TestRules.SetUidToRoot)
            .Configure(options => options.Rules.MatchAll = true)
            .WriteTo<Collector>(new SinkOptions { Name = "critical", Filter = new AlertFilter { MinimumPriority = RulePriority.Critical } }));
        await using ServiceProvider provider = services.BuildServiceProvider();
        FalcoEngine engine = provider.GetRequiredService<FalcoEngine>();
        await engine.StartAsync(Stop);

        source.PushSetUid(7);
        source.PushSetUid(0);
        source.Complete();
        await engine.Completion;
        await engine.StopAsync(Stop);

        Assert.Equal(["Became root"], provider.GetRequiredService<Collector>().Rules);
    }

    [Fact(Timeout = 60_000)]
    public async Task Alerts_go_to_the_log_at_the_level_of_their_priority()
    {
        PushedEvents source = new();
        ServiceCollection services = new();
        LogList log = new();
        services.AddLogging(logging => logging.AddProvider(log));
        services.AddFalco(falco => falco.FromSource("syscall", _ => source).AddRulesText("rules", TestRules.SetUidToRoot).WriteToLog());
        await using ServiceProvider provider = services.BuildServiceProvider();
        FalcoEngine engine = provider.GetRequiredService<FalcoEngine>();
        await engine.StartAsync(Stop);

        source.PushSetUid(0);
        source.Complete();
        await engine.Completion;
        await engine.StopAsync(Stop);

        (string category, LogLevel level, EventId id, string text) = Assert.Single(log.Lines, static line => line.Id.Id == 1300);
        Assert.Equal(("Falco.Alerts", LogLevel.Critical, "Alert"), (category, level, id.Name));
        Assert.StartsWith("Critical Became root (syscall): root", text, StringComparison.Ordinal);
        Assert.Equal([1000, 1001, 1100, 1101], log.Lines.Select(static line => line.Id.Id).Where(static id => id < 1200).Distinct().Order());
    }

    [Fact(Timeout = 60_000)]
    public async Task A_sink_that_fails_degrades_the_health()
    {
        PushedEvents source = new();
        ServiceCollection services = new();
        services.AddFalco(falco => falco.FromSource("syscall", _ => source).AddRulesText("rules", TestRules.SetUid)
            .Configure(options => options.DrainTimeout = TimeSpan.Zero)
            .WriteTo(sinks => sinks.Function("broken", (_, _) => throw new IOException("no such host"))));
        await using ServiceProvider provider = services.BuildServiceProvider();
        FalcoEngine engine = provider.GetRequiredService<FalcoEngine>();
        await engine.StartAsync(Stop);

        source.PushSetUid(0);
        while (engine.GetStatus().Sinks[0].FailingSince is null)
            await Task.Delay(20, Stop);
        HealthReport health = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync(Stop);

        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.Contains("no such host", health.Entries["falco"].Description, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_sink_that_cannot_be_opened_keeps_the_engine_from_starting()
    {
        FalcoStartException error = await Assert.ThrowsAsync<FalcoStartException>(() => FalcoEngine.WatchAsync(
            watch => watch.FromSource("syscall", _ => new PushedEvents()).AddRulesText("rules", TestRules.SetUid)
                .WriteTo((_, _) => throw new UnauthorizedAccessException("not yours")),
            Stop));

        Assert.Contains("not yours", error.Message, StringComparison.Ordinal);
    }

    private sealed class Collector : IAlertSink
    {
        public List<string> Rules { get; } = [];

        public ValueTask WriteAsync(AlertBatch batch, CancellationToken cancellationToken)
        {
            foreach (Alert alert in batch.Alerts)
                Rules.Add(alert.Rule);
            return ValueTask.CompletedTask;
        }
    }

    private sealed class LogList : ILoggerProvider
    {
        public ConcurrentQueue<(string Category, LogLevel Level, EventId Id, string Text)> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

        public void Dispose()
        {
        }

        private sealed class Logger(LogList list, string category) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
                list.Lines.Enqueue((category, logLevel, eventId, formatter(state, exception)));
        }
    }
}
