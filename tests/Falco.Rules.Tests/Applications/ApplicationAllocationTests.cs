using System.Net;
using Falco.Rules.Engine.Applications;
using Falco.Rules.Tests.Limits;

namespace Falco.Rules.Tests.Applications;

[Collection(nameof(MeasuredAlone))]
public sealed class ApplicationAllocationTests
{
    private const int Calls = 10_000;

    // A comparison with every kind of field; each list of rules is long enough for the index.
    private static readonly string Rules = string.Concat(Enumerable.Range(0, 40).Select(i => Orders.Rule($"name {i}", $"order.customer = nobody{i}")))
        + Orders.Rule("text", "order.customer endswith xyz or order.path contains secret or order.note[a] startswith b")
        + Orders.Rule("number", "order.total > 100000 and order.gift = true")
        + Orders.Rule("address", "order.ip = 192.0.2.1 or order.net in (192.0.2.0/24)")
        + Orders.Rule("list", "order.items intersects (gold, silver)")
        + Orders.Rule("transformed", "toupper(order.customer) = NOBODY or len(order.items) > 5")
        + Orders.Rule("paid", "evt.type = paid and order.waited > 99999999999 and order.method = bribe");

    [Fact]
    public void Judging_allocates_nothing_when_no_rule_holds()
    {
        ApplicationEngine<Order> engine = Orders.Engine(Rules);
        Order order = new()
        {
            Address = IPAddress.Parse("::ffff:10.0.0.1"),
            Notes = new Dictionary<string, string> { ["a"] = "note" },
            Waited = TimeSpan.FromMinutes(1),
            Method = "card",
        };
        Run(engine, order);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(engine, order);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal((0, 0), (engine.AlertCount, engine.FaultCount));
    }

    [Fact]
    public void After_a_reload_judging_allocates_only_room_for_the_rules_and_that_once()
    {
        ApplicationEngine<Order> engine = Orders.Engine(Rules);
        Order order = new();
        Run(engine, order);
        engine.Replace(engine.Rules);
        engine.Judge("placed", order);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(engine, order);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Run(ApplicationEngine<Order> engine, Order order)
    {
        for (int i = 0; i < Calls; i++)
        {
            engine.Judge("placed", order);
            engine.Judge("paid", order);
        }
    }
}
