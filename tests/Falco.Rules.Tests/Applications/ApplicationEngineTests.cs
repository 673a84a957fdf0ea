using System.Net;
using Falco.Core.Applications;
using Falco.Rules.Engine;
using Falco.Rules.Engine.Applications;
using Falco.Rules.Loading;
using Falco.Testing.Support;

namespace Falco.Rules.Tests.Applications;

public sealed class ApplicationEngineTests
{
    [Theory]
    [InlineData("order.customer = Ada", 1)]
    [InlineData("order.customer != Ada", 0)]
    [InlineData("order.customer startswith A and order.total > 99", 1)]
    [InlineData("order.total in (1, 100)", 1)]
    [InlineData("order.gift = false", 1)]
    [InlineData("order.ip = 127.0.0.1", 1)]
    [InlineData("order.net in (10.0.0.0/8, 127.0.0.0/8)", 1)]
    [InlineData("order.items intersects (lamp, sofa)", 1)]
    [InlineData("order.items in (lamp, sofa)", 0)]
    [InlineData("order.note[colour] = red", 1)]
    [InlineData("order.note[size] exists", 0)]
    [InlineData("order.path = /shop/Ada", 1)]
    [InlineData("toupper(order.customer) = ADA", 1)]
    [InlineData("order.customer = val(order.note[name])", 1)]
    [InlineData("order.method exists", 0)]
    [InlineData("evt.type = placed", 1)]
    [InlineData("evt.type = paid", 0)]
    [InlineData("evt.type in (placed, paid) and not order.waited > 0", 1)]
    [InlineData("evt.source = orders and evt.num = 1", 1)]
    [InlineData("evt.hostname = shop1 and not evt.is_async = true", 1)]
    public void A_condition_holds_for_an_object_by_its_fields(string condition, int alerts)
    {
        ApplicationEngine<Order> engine = Orders.Engine(Orders.Rule("r", condition), new ApplicationEngineOptions { HostName = "shop1" });
        Order order = new() { Notes = new Dictionary<string, string> { ["colour"] = "red", ["name"] = "Ada" } };

        Assert.Equal(new Verdict(alerts, false), engine.Judge("placed", order));
        Assert.Equal((1, alerts, 0), (engine.EventCount, engine.AlertCount, engine.FaultCount));
    }

    [Fact]
    public void A_refusal_is_not_lost_when_something_fails_after_it()
    {
        string rules = Orders.Rule("refuse", "order.total > 50", tags: "deny") + Orders.Rule("fails", "order.method exists");
        ApplicationEngine<Order> engine = Orders.Engine(rules, new ApplicationEngineOptions());
        engine.Subscribe(new ThrowingObserver());

        Assert.Equal(new Verdict(1, true), engine.Judge("placed", new Order()));
        Assert.Equal(new Verdict(1, true), engine.Judge("placed", new Order()));
    }

    private sealed class ThrowingObserver : IObserver<Alert>
    {
        public void OnCompleted()
        {
        }

        public void OnError(Exception error) => throw error;

        public void OnNext(Alert value) => throw new InvalidOperationException("not today");
    }

    [Fact]
    public void An_alert_tells_what_the_object_holds()
    {
        SteppedClock clock = new();
        clock.Advance(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero) - DateTimeOffset.UnixEpoch);
        ApplicationEngine<Order> engine = Orders.Engine(
            Orders.Rule("Dear", "order.total > 50", "%evt.source %evt.type %order.customer %order.total %order.items %order.ip %order.note[a] %order.waited %evt.time.iso8601"),
            new ApplicationEngineOptions { Clock = clock });
        AlertList alerts = new();
        engine.Subscribe(alerts);
        engine.Judge("paid", new Order { Customer = "Grace", Address = IPAddress.IPv6Loopback, Waited = TimeSpan.FromSeconds(2) });

        Alert alert = Assert.Single(alerts.Alerts);
        Assert.Equal("orders paid Grace 100 (book,lamp) ::1 <NA> 2000000000 2026-01-02T03:04:05.000000000+0000", alert.Message);
        Assert.Equal(("Dear", "orders", 1UL, 1L), (alert.Rule, alert.Source, alert.EventNumber, alert.Revision));
        Assert.Equal(1_767_323_045_000_000_000UL, alert.Timestamp);
        Assert.Contains(new AlertField("order.total", 100L), alert.Fields);
        Assert.Contains(new AlertField("order.waited", 2_000_000_000UL), alert.Fields);
        Assert.Equal(["book", "lamp"], (object?[])alert.Fields.Single(field => field.Name == "order.items").Value!);
    }

    [Fact]
    public void A_rule_with_the_tag_deny_asks_for_refusal()
    {
        ApplicationEngine<Order> engine = Orders.Engine(Orders.Rule("r", "order.total > 1000", tags: "deny, shop"));

        Assert.Equal(new Verdict(0, false), engine.Judge("placed", new Order()));
        Assert.Equal(new Verdict(1, true), engine.Judge("placed", new Order { Total = 2000 }));
    }

    [Theory]
    [InlineData(false, 1, "second")]
    [InlineData(true, 2, "second,first")]
    public void No_rule_hides_one_that_asks_for_refusal(bool matchAll, int count, string rules)
    {
        ApplicationEngine<Order> engine = Orders.Engine(
            Orders.Rule("first", "order.total > 10") + Orders.Rule("second", "order.total > 20", tags: "deny"),
            new ApplicationEngineOptions { Judging = new RuleEngineOptions { MatchAll = matchAll } });
        AlertList alerts = new();
        engine.Subscribe(alerts);

        Assert.Equal(new Verdict(count, true), engine.Judge("placed", new Order()));
        Assert.Equal(rules, string.Join(',', alerts.Alerts.Select(alert => alert.Rule)));
    }

    [Fact]
    public void A_getter_that_throws_is_a_fault_of_the_rules_that_read_it_and_of_no_other()
    {
        List<RuleFault> faults = [];
        ApplicationEngine<Order> engine = Orders.Engine(
            Orders.Rule("reads", "order.customer = Ada") + Orders.Rule("does not", "order.total = 100", "total") + Orders.Rule("shows", "order.total = 101"),
            new ApplicationEngineOptions { Judging = new RuleEngineOptions { MatchAll = true, OnFault = faults.Add } });
        AlertList alerts = new();
        engine.Subscribe(alerts);

        Assert.Equal(1, engine.Judge("placed", new Order { Customer = "Crash" }).Alerts);
        Assert.Equal(["reads"], faults.Select(fault => fault.Rule));
        Assert.Equal(["does not"], alerts.Alerts.Select(alert => alert.Rule));

        // An output that fails leaves the rule without its alert, but not without its verdict.
        Assert.Equal(1, engine.Judge("placed", new Order { Customer = "Crash", Total = 101 }).Alerts);
        Assert.Contains(faults, fault => fault is { Rule: "shows", EventNumber: 2 });
    }

    [Fact]
    public void What_is_told_of_faults_and_throws_does_not_reach_the_caller()
    {
        ApplicationEngine<Order> engine = Orders.Engine(
            Orders.Rule("r", "order.customer = Ada"),
            new ApplicationEngineOptions { Judging = new RuleEngineOptions { OnFault = static _ => throw new InvalidOperationException("told") } });

        Assert.Equal(default, engine.Judge("placed", new Order { Customer = "Crash" }));
        Assert.Equal(2, engine.FaultCount);
    }

    [Fact]
    public void An_observer_that_throws_does_not_reach_the_caller()
    {
        ApplicationEngine<Order> engine = Orders.Engine(Orders.Rule("r", "order.customer = Ada"));
        engine.Subscribe(new Throwing());

        Assert.Equal(1, engine.Judge("placed", new Order()).Alerts);
        Assert.Equal(1, engine.Judge("placed", new Order()).Alerts);
    }

    [Fact]
    public void An_observer_may_have_something_judged_itself()
    {
        ApplicationEngine<Order> engine = Orders.Engine(Orders.Rule("r", "order.customer in (Ada, Bob)"));
        Judging observer = new(engine);
        engine.Subscribe(observer);

        engine.Judge("placed", new Order { Customer = "Ada" });
        Assert.Equal(["Ada ordered", "Bob ordered"], observer.Messages.Order());
    }

    [Fact]
    public void Other_rules_count_from_the_next_event_on_and_counts_go_on()
    {
        ApplicationSource<Order> source = Orders.Source();
        ApplicationEngine<Order> engine = new(source, Orders.Load(Orders.Rule("r", "order.total = 1"), source));
        engine.Judge("placed", new Order { Total = 1 });
        engine.Replace(Orders.Load(Orders.Rule("r", "order.total = 2") + Orders.Rule("s", "order.total = 3"), source, revision: 1));

        Assert.Equal(0, engine.Judge("placed", new Order { Total = 1 }).Alerts);
        Assert.Equal(1, engine.Judge("placed", new Order { Total = 2 }).Alerts);
        Assert.Equal([("r", 2L)], engine.AlertsByRule.Select(count => (count.Key.Name, count.Value)));
        engine.Replace(engine.Rules, [new RuleSelection(false, "*")]);
        Assert.Equal(0, engine.Judge("placed", new Order { Total = 2 }).Alerts);
        Assert.Equal(2, engine.Rules.Revision);
    }

    [Fact]
    public void An_engine_knows_which_fields_its_rules_read()
    {
        ApplicationEngine<Order> engine = Orders.Engine(
            Orders.Rule("r", "order.total = 1 or order.customer = val(order.note[x])", "%order.waited") + Orders.Rule("s", "order.gift = true"),
            new ApplicationEngineOptions { Judging = new RuleEngineOptions { Selections = [new RuleSelection(false, "s")] } });

        Assert.All((string[])["order.total", "order.customer", "order.note", "order.waited"], field => Assert.True(engine.Reads(field)));
        Assert.False(engine.Reads("order.gift"));
        Assert.False(engine.Reads("order.method"));
    }

    [Fact]
    public void Rules_of_other_sources_are_left_alone()
    {
        ApplicationEngine<Order> engine = Orders.Engine("- rule: s\n  desc: d\n  condition: evt.type = open\n  output: o\n  priority: INFO\n");

        Assert.Equal(default, engine.Judge("placed", new Order()));
        Assert.Empty(engine.AlertsByRule);
    }

    [Fact]
    public void Long_texts_are_cut_and_counted()
    {
        ApplicationEngine<Order> engine = Orders.Engine(Orders.Rule("r", "order.customer = aaaa"), new ApplicationEngineOptions { MaxTextLength = 4 });

        Assert.Equal(1, engine.Judge("placed", new Order { Customer = new string('a', 1_000_000) }).Alerts);
        Assert.True(engine.TruncatedTexts > 0);
    }

    [Fact]
    public async Task The_channel_has_the_alerts_and_ends_with_the_engine()
    {
        ApplicationEngine<Order> engine = Orders.Engine(Orders.Rule("r", "order.customer = Ada"));
        AlertList alerts = new();
        engine.Subscribe(alerts);
        _ = engine.Alerts;
        engine.Judge("placed", new Order());
        engine.Complete();

        Assert.Equal("Ada ordered", (await engine.Alerts.ReadAsync(TestContext.Current.CancellationToken)).Message);
        Assert.False(await engine.Alerts.WaitToReadAsync(TestContext.Current.CancellationToken));
        Assert.True(alerts.IsCompleted);
    }

    [Fact]
    public void An_event_without_a_name_needs_a_source_without_names_and_the_other_way_round()
    {
        ApplicationEngine<Order> named = Orders.Engine(Orders.Rule("r", "order.total = 1"));
        Assert.Throws<InvalidOperationException>(() => named.Judge(new Order()));
        Assert.Throws<ArgumentException>(() => named.Judge("sent", new Order()));

        ApplicationSource<Order> source = new ApplicationSource<Order>("orders").Number("order.total", "", static order => order.Total);
        ApplicationEngine<Order> plain = new(source, Orders.Load(Orders.Rule("r", "order.total = 1", "o"), source));
        Assert.Equal(1, plain.Judge(new Order { Total = 1 }).Alerts);
        Assert.Throws<ArgumentException>(() => plain.Judge("placed", new Order()));
    }

    [Fact]
    public void The_name_of_an_event_that_the_source_does_not_have_is_an_error_with_a_suggestion()
    {
        RuleLoader loader = new(Orders.LoaderOptions());
        RuleLoadResult result = loader.Load("orders.yaml", Orders.Rule("r", "evt.type = payd"));

        Assert.Equal("unknown event type payd", Assert.Single(result.Errors).Message);
        Assert.Equal("did you mean 'paid'?", result.Errors[0].Help);
        Assert.False(loader.Load("orders.yaml", Orders.Rule("r", "evt.type = open")).IsSuccessful);
    }

    private sealed class Throwing : IObserver<Alert>
    {
        public void OnNext(Alert value) => throw new InvalidOperationException("observer");

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }

    private sealed class Judging(ApplicationEngine<Order> engine) : IObserver<Alert>
    {
        public List<string> Messages { get; } = [];

        public void OnNext(Alert value)
        {
            if (Messages.Count == 0 && value.Message.StartsWith("Ada", StringComparison.Ordinal))
                engine.Judge("placed", new Order { Customer = "Bob" });
            Messages.Add(value.Message);
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
