using System.Net;
using Falco.Core.Applications;
using Falco.Core.Fields;
using Falco.Rules.Engine;
using Falco.Rules.Engine.Applications;
using Falco.Rules.Loading;

namespace Falco.Rules.Tests.Applications;

/// <summary>An application's objects, and rules about them.</summary>
internal static class Orders
{
    /// <summary>A source with a field of every kind; its getters fail for the customer Crash.</summary>
    public static ApplicationSource<Order> Source() => new ApplicationSource<Order>("orders", "placed", "paid")
        .Text("order.customer", "who ordered", static order => order.Customer == "Crash" ? throw new InvalidOperationException("no customer") : order.Customer)
        .Number("order.total", "what it costs", static order => order.Total)
        .Flag("order.gift", "whether it is a gift", static order => order.IsGift)
        .Address("order.ip", "where it came from", static order => order.Address)
        .Network("order.net", "where it came from", static order => order.Address)
        .Texts("order.items", "what was ordered", static order => order.Items)
        .KeyedText("order.note", "a note", static (order, key) => order.Notes.GetValueOrDefault(key))
        .ComposedText("order.path", "where it was placed", static (Order order, ref ApplicationText text) =>
        {
            text.AppendUtf8("/shop/"u8);
            text.Append(order.Customer);
            return order.Customer is not null;
        })
        .Duration("order.waited", "from placing to paying", static order => order.Waited, "paid")
        .Text("order.method", "how it was paid", static order => order.Method, "paid");

    public static string Rule(string name, string condition, string output = "%order.customer ordered", string tags = "", string priority = "WARNING") =>
        $"- rule: {name}\n  desc: d\n  source: orders\n  condition: {condition}\n  output: \"{output}\"\n  priority: {priority}\n  tags: [{tags}]\n";

    public static RuleLoaderOptions LoaderOptions(ApplicationSource<Order>? source = null) => new()
    {
        Sources = new Dictionary<string, IFieldResolver> { ["syscall"] = FieldCatalog.For("syscall"), ["orders"] = (source ?? Source()).CreateCatalog() },
    };

    public static ApplicationEngine<Order> Engine(string rules, ApplicationEngineOptions? options = null)
    {
        ApplicationSource<Order> source = Source();
        return new ApplicationEngine<Order>(source, Load(rules, source), options);
    }

    public static RuleSet Load(string rules, ApplicationSource<Order> source, long revision = 0)
    {
        RuleLoader loader = new(LoaderOptions(source) with { PreviousRevision = revision });
        RuleLoadResult result = loader.Load("orders.yaml", rules);
        Assert.True(result.IsSuccessful, result.ToString());
        return loader.Build();
    }
}

internal sealed record Order
{
    public string? Customer { get; init; } = "Ada";

    public long? Total { get; init; } = 100;

    public bool? IsGift { get; init; } = false;

    public IPAddress? Address { get; init; } = IPAddress.Loopback;

    public IReadOnlyList<string>? Items { get; init; } = ["book", "lamp"];

    public Dictionary<string, string> Notes { get; init; } = [];

    public TimeSpan? Waited { get; init; }

    public string? Method { get; init; }
}

internal sealed class AlertList : IObserver<Alert>
{
    public List<Alert> Alerts { get; } = [];

    public bool IsCompleted { get; private set; }

    public void OnNext(Alert value) => Alerts.Add(value);

    public void OnCompleted() => IsCompleted = true;

    public void OnError(Exception error)
    {
    }
}
