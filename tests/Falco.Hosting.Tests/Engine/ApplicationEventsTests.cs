using Falco.Core.Applications;
using Falco.Rules.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Falco.Hosting.Tests.Engine;

/// <summary>An application's own objects, judged by an engine of its host.</summary>
public sealed class ApplicationEventsTests
{
    private const string Rules = "- rule: Large order\n  desc: d\n  source: orders\n  condition: order.total > 1000\n  output: \"%order.customer %evt.source\"\n  priority: WARNING\n  tags: [deny]\n";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task Objects_are_judged_where_they_are_made_while_the_engine_runs()
    {
        using IHost host = CreateHost(services => services.AddFalco(falco => falco.FromApplication(Orders()).AddRulesText("orders", Rules)));
        ApplicationEvents<Order> orders = host.Services.GetRequiredService<ApplicationEvents<Order>>();
        FalcoEngine engine = host.Services.GetRequiredService<FalcoEngine>();
        _ = engine.Alerts;
        Assert.Equal((default, false), (orders.Judge(new Order("Ada", 2000)), orders.IsJudged));

        await host.StartAsync(Stop);
        Assert.Equal(default, orders.Judge(new Order("Ada", 1)));
        Assert.Equal(new Verdict(1, true), orders.Judge(new Order("Grace", 2000)));
        Alert alert = await engine.Alerts.ReadAsync(Stop);
        SourceStatus status = Assert.Single(engine.GetStatus().Sources);
        Assert.True(orders.Reads("order.customer"));
        await host.StopAsync(Stop);

        Assert.Equal(("orders", "Grace orders"), (alert.Source, alert.Message));
        Assert.Equal(("orders", SourceState.Running, 2, 1), (status.Source, status.State, status.Events, status.Alerts));
        Assert.Equal(default, orders.Judge(new Order("Grace", 2000)));
        await engine.Alerts.Completion;
    }

    [Fact(Timeout = 60_000)]
    public async Task Two_engines_judge_the_same_kind_of_objects_by_rules_of_their_own()
    {
        ApplicationSource<Order> source = Orders();
        using IHost host = CreateHost(services =>
        {
            services.AddFalco("large", falco => falco.FromApplication(source).AddRulesText("orders", Rules));
            services.AddFalco("small", falco => falco.FromApplication(source).AddRulesText("orders", Rules.Replace("> 1000", "< 10", StringComparison.Ordinal)));
        });
        await host.StartAsync(Stop);
        Order order = new("Ada", 5);

        Assert.Equal(0, host.Services.GetRequiredKeyedService<ApplicationEvents<Order>>("large").Judge(order).Alerts);
        Assert.Equal(1, host.Services.GetRequiredKeyedService<ApplicationEvents<Order>>("small").Judge(order).Alerts);
        Assert.Null(host.Services.GetService<ApplicationEvents<Order>>());
        await host.StopAsync(Stop);
    }

    private static ApplicationSource<Order> Orders() => new ApplicationSource<Order>("orders")
        .Text("order.customer", "who ordered", static order => order.Customer)
        .Number("order.total", "what it costs", static order => order.Total);

    private static IHost CreateHost(Action<IServiceCollection> configure)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        configure(builder.Services);
        return builder.Build();
    }

    private sealed record Order(string Customer, long Total);
}
