using System.Diagnostics;
using Falco.Core.Events;
using Falco.Core.Streams;
using Falco.Rules.Engine;
using Falco.Rules.Loading;

namespace Falco.Rules.Tests.Engine;

/// <summary>A thousand reloads from another thread while a recording is replayed.</summary>
public sealed class ReloadUnderLoadTests
{
    private const int Reloads = 1000;

    // Results are remembered for the event, on threads, on their ancestors and on descriptors.
    private static readonly string Rules = EngineReplay.File(
        "evt.type in (openat, openat2) and fd.name startswith /etc",
        "evt.type = execve and proc.pname exists",
        "evt.type = close and proc.name in (cat, bash, sh)");

    [Fact]
    public void No_event_is_lost_and_no_alert_is_missing_or_doubled()
    {
        RuleEngine undisturbed = new(EngineReplay.Load(Rules), new RuleEngineOptions { MatchAll = true });
        List<Alert> expected = EngineReplay.Run(undisturbed);

        RuleEngine engine = new(EngineReplay.Load(Rules), new RuleEngineOptions { MatchAll = true });
        using ReloadThread reloads = new(engine, Rules, undisturbed.EventCount / Reloads);
        List<Alert> alerts = EngineReplay.Run(engine, reloads);

        Assert.Equal(Reloads, reloads.Join());
        Assert.Equal(undisturbed.EventCount, engine.EventCount);
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Select(What), alerts.Select(What));
        Assert.Equal(
            undisturbed.AlertsByRule.Select(count => (count.Key.Name, count.Value)),
            engine.AlertsByRule.Select(count => (count.Key.Name, count.Value)));
    }

    [Fact]
    public void Alerts_carry_the_revisions_in_the_order_of_the_reloads()
    {
        RuleEngine engine = new(EngineReplay.Load(Rules), new RuleEngineOptions { MatchAll = true });
        using ReloadThread reloads = new(engine, Rules, 24);
        long[] revisions = [.. EngineReplay.Run(engine, reloads).Select(alert => alert.Revision)];
        reloads.Join();

        Assert.Equal(revisions.Order(), revisions);
        Assert.InRange(revisions.Distinct().Count(), 10, Reloads + 1);
        Assert.Equal(Reloads + 1, engine.Rules.Revision);
    }

    [Fact]
    public void The_exchange_allocates_nothing_on_the_thread_of_the_events_and_holds_it_for_less_than_a_millisecond()
    {
        RuleLoader loader = new();
        loader.Load("default.yaml", BuiltInRules.Default);
        RuleEngine engine = new(loader.Build());
        Exchanging observer = new(engine, [.. Enumerable.Range(0, 16).Select(_ => loader.Build())]);
        EngineReplay.Run(engine, observer);

        Assert.Equal(16, observer.Exchanges.Count);
        Assert.Equal(0, observer.Exchanges.Min(exchange => exchange.Bytes));
        double[] milliseconds = [.. observer.Exchanges.Select(exchange => exchange.Time.TotalMilliseconds).Order()];
        TestContext.Current.TestOutputHelper?.WriteLine($"event with an exchange: median {milliseconds[8]:F4} ms, longest {milliseconds[^1]:F4} ms");
        Assert.InRange(milliseconds[8], 0, 0.999);
    }

    private static (ulong, string, string) What(Alert alert) => (alert.EventNumber, alert.Rule, alert.Message);

    /// <summary>Reloads as fast as it can; the replay waits for it now and then, so that all reloads fall into the replay.</summary>
    private sealed class ReloadThread : IEventObserver, IDisposable
    {
        private readonly RuleEngine _engine;
        private readonly long _stride;
        private readonly SemaphoreSlim _done = new(0);
        private readonly Thread _thread;
        private long _events;
        private int _accepted;

        public ReloadThread(RuleEngine engine, string rules, long stride)
        {
            _engine = engine;
            _stride = stride;
            RuleReloader reloader = new(engine, new RuleLoaderOptions());
            RuleFile[] files = [new RuleFile("rules.yaml", rules)];
            _thread = new Thread(() =>
            {
                for (int i = 0; i < Reloads; i++)
                {
                    _accepted += reloader.Load(files).IsAccepted ? 1 : 0;
                    _done.Release();
                }
            });
            _thread.Start();
        }

        public IHostTableObserver? Tables => _engine.Tables;

        /// <summary>Waits for the last reload and tells how many were accepted.</summary>
        public int Join()
        {
            _thread.Join();
            return _accepted;
        }

        public void OnEvent(in Event view)
        {
            if (++_events % _stride == 0 && _events / _stride <= Reloads)
                _done.Wait(TestContext.Current.CancellationToken);
            _engine.OnEvent(in view);
        }

        public void OnCompleted() => _engine.OnCompleted();

        public void OnError(Exception error) => _engine.OnError(error);

        public void Dispose() => _done.Dispose();
    }

    /// <summary>Replaces the rules now and then and measures the event that follows.</summary>
    private sealed class Exchanging(RuleEngine engine, RuleSet[] sets) : IEventObserver
    {
        private int _events;

        public List<(long Bytes, TimeSpan Time)> Exchanges { get; } = [];

        public IHostTableObserver? Tables => engine.Tables;

        public void OnEvent(in Event view)
        {
            if (++_events % 1000 != 0 || Exchanges.Count == sets.Length)
            {
                engine.OnEvent(in view);
                return;
            }

            engine.Replace(sets[Exchanges.Count]);
            long bytes = GC.GetAllocatedBytesForCurrentThread();
            long start = Stopwatch.GetTimestamp();
            engine.OnEvent(in view);
            TimeSpan time = Stopwatch.GetElapsedTime(start);
            Exchanges.Add((GC.GetAllocatedBytesForCurrentThread() - bytes, time));
        }

        public void OnCompleted() => engine.OnCompleted();

        public void OnError(Exception error) => engine.OnError(error);
    }
}
