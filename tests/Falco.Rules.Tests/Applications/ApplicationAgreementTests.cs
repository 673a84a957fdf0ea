using System.Net;
using CsCheck;
using Falco.Core.Applications;
using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Core.State;
using Falco.Rules.Compilation;
using Falco.Rules.Engine;
using Falco.Rules.Engine.Applications;
using Falco.Rules.Loading;
using Falco.Testing.Support;

namespace Falco.Rules.Tests.Applications;

/// <summary>The graph against the interpreter, over random objects.</summary>
public sealed class ApplicationAgreementTests
{
    private const int Conditions = 80;

    private static readonly string[] Checks =
    [
        "order.customer = Ada", "order.customer != Ada", "order.customer in (Ada, Bob, Cyd)", "order.customer startswith A",
        "order.customer startswith anyof (A, B, Cy)", "order.customer contains anyof (d, ob, x)", "order.customer exists",
        "order.customer regex '[AB].*'", "order.customer glob '*b*'", "tolower(order.customer) = ada", "order.customer icontains AD",
        "order.total > 10", "order.total = 5", "order.total in (1, 5, 20)", "order.total < 0", "order.gift = true", "order.gift exists",
        "order.ip = 10.0.0.1", "order.ip != 10.0.0.1", "order.net = 10.0.0.0/8", "order.net in (10.0.0.0/24, 192.168.0.0/16)",
        "order.items intersects (book, lamp)", "order.items in (book, lamp)", "order.items exists", "len(order.items) > 1",
        "order.note[a] = x", "order.note[b] exists", "order.note[a] != val(order.note[b])", "order.path pmatch (/shop, /store)",
        "order.path endswith a", "concat(order.customer, order.method) = Adacard", "order.customer = val(order.note[a])",
        "order.waited > 1000", "order.method = card", "order.method != card", "order.method exists", "evt.type = placed", "evt.type != placed",
        "evt.type in (placed, paid)", "evt.type = paid", "evt.type startswith paid", "evt.num > 3", "evt.num = 0", "evt.source = orders",
        "evt.is_async = true", "evt.hostname exists",
    ];

    private static readonly Gen<string> Condition = OfDepth(3);

    private static readonly Gen<Order> AnyOrder = Gen.Select(
        Gen.OneOfConst(null, "", "Ada", "Bob", "a\u00e9d", "Cyd"),
        Gen.OneOfConst<long?>(null, -1, 1, 5, 20),
        Gen.OneOfConst<bool?>(null, true, false),
        Gen.OneOfConst(null, "10.0.0.1", "192.168.1.1", "::ffff:10.0.0.1", "2001:db8::1"),
        Gen.OneOfConst(null, "", "book", "book lamp", "sofa book"),
        Gen.OneOfConst(null, "x", "Ada"),
        Gen.OneOfConst(null, "card", "cash"),
        (customer, total, gift, address, items, note, method) => new Order
        {
            Customer = customer,
            Total = total,
            IsGift = gift,
            Address = address is null ? null : IPAddress.Parse(address),
            Items = items?.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            Notes = note is null ? [] : new Dictionary<string, string> { ["a"] = note },
            Method = method,
            Waited = method is null ? null : TimeSpan.FromTicks(note is null ? 1 : 100),
        });

    [Theory]
    [ClassData(typeof(OptimizationVariants))]
    public void Rules_hold_for_the_objects_for_which_the_interpreter_says_so(RuleOptimizations optimizations) =>
        Gen.Select(Condition.Array[Conditions], AnyOrder.Array[40]).Sample(
            (conditions, orders) => Assert.Equal("", Differences(conditions, orders, optimizations)), iter: 4, threads: 1);

    private static string Differences(string[] conditions, Order[] orders, RuleOptimizations optimizations)
    {
        ApplicationSource<Order> source = Orders.Source();
        RuleSet rules = Orders.Load(string.Concat(conditions.Select((condition, i) => Orders.Rule($"{i}", condition, "o"))), source);
        ApplicationEngine<Order> engine = new(source, rules, new ApplicationEngineOptions
        {
            Judging = new RuleEngineOptions { MatchAll = true, Optimizations = optimizations, AlertFullMode = AlertFullMode.DropNewest },
            HostName = "",
        });
        AlertList alerts = new();
        engine.Subscribe(alerts);
        HostState host = new();
        FieldScratch scratch = new();
        byte[] header = new byte[Event.HeaderSize];
        ulong number = 0;
        foreach (Order order in orders)
        {
            int index = (int)(number % 2);
            alerts.Alerts.Clear();
            engine.Judge(source.EventNames[index], order);
            scratch.Reset();
            HostEvent view = new()
            {
                Event = Event.OfHeader(header, source.EventTypes[index]),
                Host = host,
                Number = ++number,
                Payload = order,
                IsShown = true,
            };
            List<string> expected = [];
            foreach (Rule rule in rules.Rules)
            {
                if (ConditionInterpreter.Evaluate(rule.Condition, in view, scratch))
                    expected.Add(rule.Name);
            }

            string[] raised = [.. alerts.Alerts.Select(alert => alert.Rule)];
            if (!raised.SequenceEqual(expected))
                return $"{order}: {string.Join(", ", raised.Except(expected).Concat(expected.Except(raised)).Select(name => conditions[int.Parse(name, null)]))}";
        }

        Assert.NotEqual(0, engine.AlertCount);
        return "";
    }

    private static Gen<string> OfDepth(int depth)
    {
        Gen<string> check = Gen.OneOfConst(Checks);
        if (depth == 0)
            return check;
        Gen<string> part = OfDepth(depth - 1);
        Gen<string> and = part.List[2, 4].Select(parts => $"({string.Join(" and ", parts)})");
        Gen<string> or = part.List[2, 4].Select(parts => $"({string.Join(" or ", parts)})");
        return Gen.OneOf(check, and, or, part.Select(inner => $"not ({inner})"));
    }
}
