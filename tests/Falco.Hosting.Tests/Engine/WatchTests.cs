using Falco.Core.Streams;
using Falco.Rules.Engine;
using Falco.Testing.Support;
using Microsoft.Extensions.Options;

namespace Falco.Hosting.Tests.Engine;

/// <summary>An engine without dependency injection.</summary>
public sealed class WatchTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task Three_lines_give_the_alerts_of_a_capture()
    {
        string[] expected = File.ReadAllLines(Repository.Data("attack-small.alerts.jsonl"));
        List<Alert> alerts = [];

        await using FalcoEngine falco = await FalcoEngine.WatchAsync(watch => watch.FromCapture(Repository.Data("attack-small.scap")), Stop);
        await foreach (Alert alert in falco.Alerts.ReadAllAsync(Stop))
            alerts.Add(alert);

        Assert.Equal(expected.Length, alerts.Count);
        Assert.All(alerts.Zip(expected), pair => Assert.Contains($"\"rule\":\"{pair.First.Rule}\"", pair.Second, StringComparison.Ordinal));
        Assert.Equal(SourceState.Ended, Assert.Single(falco.GetStatus().Sources).State);
        Assert.Equal(expected.Length, falco.GetAlertsByRule().Sum(rule => rule.Value));
    }

    [Fact(Timeout = 60_000)]
    public async Task All_errors_of_all_rules_are_told_at_the_start()
    {
        FalcoStartException error = await Assert.ThrowsAsync<FalcoStartException>(() => FalcoEngine.WatchAsync(
            watch => watch.FromSource("syscall", _ => new PushedEvents())
                .AddRulesText("one", TestRules.Broken).AddRulesText("two", TestRules.Broken.Replace("Broken", "Other", StringComparison.Ordinal)),
            Stop));

        Assert.True(error.Diagnostics.Count >= 2, error.Message);
        Assert.Contains("no.such.field", error.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task What_cannot_be_opened_is_told_with_its_name()
    {
        FalcoStartException capture = await Assert.ThrowsAsync<FalcoStartException>(
            () => FalcoEngine.WatchAsync(watch => watch.FromCapture("missing.scap"), Stop));
        FalcoStartException rules = await Assert.ThrowsAsync<FalcoStartException>(
            () => FalcoEngine.WatchAsync(watch => watch.FromSource("syscall", _ => new PushedEvents()).AddRules("missing.yaml"), Stop));
        FalcoStartException nothing = await Assert.ThrowsAsync<FalcoStartException>(() => FalcoEngine.WatchAsync(_ => { }, Stop));

        Assert.Contains("missing.scap", capture.Message, StringComparison.Ordinal);
        Assert.Contains("missing.yaml", rules.Message, StringComparison.Ordinal);
        Assert.Contains("FromKernel", nothing.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Options_out_of_their_range_are_refused_with_their_names()
    {
        OptionsValidationException error = await Assert.ThrowsAsync<OptionsValidationException>(() => FalcoEngine.WatchAsync(
            watch => watch.FromKernel(kernel => kernel.RingBytes = 10_000).Configure(options =>
            {
                options.AlertCapacity = 0;
                options.DrainTimeout = TimeSpan.FromDays(1);
                options.Rules.Switches.Add(new RuleSwitch());
            }),
            Stop));

        Assert.Equal(4, error.Failures.Count());
        Assert.Contains(error.Failures, failure => failure.Contains("RingBytes", StringComparison.Ordinal));
    }

    [Fact(Timeout = 60_000)]
    public async Task The_token_stops_the_engine_and_ends_the_alerts()
    {
        using CancellationTokenSource stop = new();
        await using FalcoEngine falco = await FalcoEngine.WatchAsync(
            watch => watch.FromSource("syscall", _ => new PushedEvents()).AddRulesText("rules", TestRules.SetUid), stop.Token);

        await stop.CancelAsync();
        await falco.Alerts.Completion.WaitAsync(TimeSpan.FromSeconds(30), Stop);

        Assert.False(falco.IsRunning);
    }

    [Fact(Timeout = 60_000)]
    public async Task Two_engines_do_not_see_each_other()
    {
        PushedEvents first = new();
        PushedEvents second = new();
        await using FalcoEngine roots = await Watch(first, TestRules.SetUidToRoot);
        await using FalcoEngine all = await Watch(second, TestRules.SetUid);

        first.PushSetUid(0);
        second.PushSetUid(7);
        Alert root = await roots.Alerts.ReadAsync(Stop);
        Alert any = await all.Alerts.ReadAsync(Stop);
        await roots.DisposeAsync();
        second.PushSetUid(8);
        Alert later = await all.Alerts.ReadAsync(Stop);

        Assert.Equal(("Became root", "User changed", "8"), (root.Rule, any.Rule, later.Message.Split(' ')[0]));
        Assert.True(all.IsRunning);
        Assert.False(roots.IsRunning);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_hundred_starts_and_stops_leak_no_thread_and_no_engine()
    {
        List<WeakReference> engines = [];
        for (int i = 0; i < 100; i++)
            engines.Add(await StartAndStop());

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        // The last ones may still be held by the state machine of their own loop.
        Assert.InRange(engines.Count(static engine => engine.IsAlive), 0, 3);

        static async Task<WeakReference> StartAndStop()
        {
            PushedEvents source = new();
            await using FalcoEngine falco = await Watch(source, TestRules.SetUid);
            source.PushSetUid(1);
            await falco.Alerts.ReadAsync(Stop);
            return new WeakReference(falco);
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task A_source_that_cannot_be_closed_fails_alone()
    {
        PushedEvents other = new();
        FalcoEngine falco = await FalcoEngine.WatchAsync(
            watch => watch.FromSource("syscall", _ => new Unclosable()).FromSource("syscall", _ => other).AddRulesText("rules", TestRules.SetUid), Stop);

        await falco.StopAsync(Stop);

        Assert.False(falco.IsRunning);
        Assert.Equal([SourceState.Failed, SourceState.Ended], falco.GetStatus().Sources.Select(source => source.State));
    }

    [Fact(Timeout = 60_000)]
    public async Task An_engine_runs_once()
    {
        await using FalcoEngine falco = await Watch(new PushedEvents(), TestRules.SetUid);

        await Assert.ThrowsAsync<InvalidOperationException>(() => falco.StartAsync(Stop));
        await falco.StopAsync(Stop);
        await Assert.ThrowsAsync<InvalidOperationException>(() => falco.StartAsync(Stop));
        await Assert.ThrowsAsync<InvalidOperationException>(() => falco.ReloadAsync(Stop));
    }

    [Fact(Timeout = 60_000)]
    public async Task The_end_of_one_source_leaves_the_others_running()
    {
        PushedEvents ends = new();
        PushedEvents goesOn = new();
        await using FalcoEngine falco = await FalcoEngine.WatchAsync(
            watch => watch.FromSource("syscall", _ => ends).FromSource("syscall", _ => goesOn).AddRulesText("rules", TestRules.SetUid), Stop);

        ends.Complete();
        goesOn.PushSetUid(3);
        Alert alert = await falco.Alerts.ReadAsync(Stop);

        Assert.StartsWith("3 ", alert.Message, StringComparison.Ordinal);
        Assert.True(falco.IsRunning);
    }

    private sealed class Unclosable : IEventSource
    {
        private readonly ManualResetEventSlim _ended = new();

        public string Name => "syscall";

        public IDisposable Subscribe(IEventObserver observer) => _ended;

        public Exception? Run(CancellationToken stop)
        {
            _ended.Wait(stop);
            return null;
        }

        public void Dispose()
        {
            _ended.Set();
            throw new InvalidOperationException("cannot be closed");
        }
    }

    private static Task<FalcoEngine> Watch(PushedEvents source, string rules) =>
        FalcoEngine.WatchAsync(watch => watch.FromSource("syscall", _ => source).AddRulesText("rules", rules), Stop);
}
