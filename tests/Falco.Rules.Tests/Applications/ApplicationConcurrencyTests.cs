using System.Collections.Concurrent;
using Falco.Core.Applications;
using Falco.Rules.Engine;
using Falco.Rules.Engine.Applications;
using Falco.Rules.Loading;

namespace Falco.Rules.Tests.Applications;

/// <summary>Many threads that judge at once while the rules are replaced.</summary>
public sealed class ApplicationConcurrencyTests
{
    private const int Threads = 8;
    private const int EventsPerThread = 20_000;

    [Fact]
    public void Every_event_gets_the_verdict_that_the_rules_give_whatever_other_threads_do()
    {
        // Two sets that agree about everything but their revisions: half of the orders are dear, a tenth of those are refused.
        ApplicationSource<Order> source = Orders.Source();
        string rules = Orders.Rule("dear", "order.total >= 500 and order.customer startswith c", "%order.customer %order.total")
            + Orders.Rule("refused", "order.total >= 950 and order.path contains /shop/c", "%order.customer %order.total", tags: "deny");
        RuleSet[] sets = [.. Enumerable.Range(0, 50).Select(i => Orders.Load(rules, source, i))];
        ApplicationEngine<Order> engine = new(source, sets[0], new ApplicationEngineOptions { Judging = new RuleEngineOptions { MatchAll = true } });
        Counting alerts = new();
        engine.Subscribe(alerts);
        ConcurrentBag<string> wrong = [];
        using Barrier start = new(Threads + 1);
        long judged = 0;
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(number => new Thread(() =>
        {
            start.SignalAndWait();
            for (int i = 0; i < EventsPerThread; i++)
            {
                int total = (i * 7 + number) % 1000;
                Verdict verdict = engine.Judge("placed", new Order { Customer = $"c{number}", Total = total });
                Verdict expected = total >= 950 ? new Verdict(2, true) : total >= 500 ? new Verdict(1, false) : default;
                if (verdict != expected)
                    wrong.Add($"{total}: {verdict}");
                Interlocked.Increment(ref judged);
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        start.SignalAndWait();

        // The exchanges are spread over the events.
        for (int i = 1; i < sets.Length; i++)
        {
            SpinWait.SpinUntil(() => Interlocked.Read(ref judged) >= i * (Threads * EventsPerThread / sets.Length));
            engine.Replace(sets[i]);
        }

        Array.ForEach(threads, thread => thread.Join());

        Assert.Empty(wrong);
        Assert.Equal(Threads * EventsPerThread, engine.EventCount);
        long expectedDear = Expected(500);
        long expectedRefused = Expected(950);
        Assert.Equal(expectedDear + expectedRefused, engine.AlertCount);
        Assert.Equal(
            new Dictionary<string, long> { ["dear"] = expectedDear, ["refused"] = expectedRefused },
            engine.AlertsByRule.ToDictionary(count => count.Key.Name, count => count.Value));
        Assert.Equal((expectedDear + expectedRefused, 0), (alerts.Count, alerts.Overlaps));
        Assert.Equal(0, alerts.Garbled);
        Assert.True(alerts.Revisions.Count > 10, $"{alerts.Revisions.Count} revisions");
        Assert.Equal(0, engine.FaultCount);
    }

    private static long Expected(int total) => Enumerable.Range(0, Threads).Sum(number =>
        Enumerable.Range(0, EventsPerThread).Count(i => (i * 7 + number) % 1000 >= total));

    /// <summary>Counts alerts, and those that came while another was being told.</summary>
    private sealed class Counting : IObserver<Alert>
    {
        private int _inside;

        public long Count { get; private set; }

        public int Overlaps { get; private set; }

        public int Garbled { get; private set; }

        public HashSet<long> Revisions { get; } = [];

        public void OnNext(Alert value)
        {
            if (Interlocked.Increment(ref _inside) != 1)
                Overlaps++;
            Count++;
            Revisions.Add(value.Revision);
            string fields = string.Join(' ', value.Fields.OrderBy(field => field.Name, StringComparer.Ordinal).Select(field => field.Value));
            if (fields != value.Message)
                Garbled++;
            Interlocked.Decrement(ref _inside);
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
