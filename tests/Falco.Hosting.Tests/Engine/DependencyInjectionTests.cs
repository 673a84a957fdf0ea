using Falco.Rules.Engine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Falco.Hosting.Tests.Engine;

/// <summary>An engine in an application.</summary>
public sealed class DependencyInjectionTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task The_host_starts_and_stops_the_engine()
    {
        PushedEvents source = new();
        using IHost host = CreateHost(services => services.AddFalco(falco => falco
            .FromSource("syscall", _ => source).AddRulesText("rules", TestRules.SetUid)));
        FalcoEngine engine = host.Services.GetRequiredService<FalcoEngine>();
        _ = engine.Alerts;

        await host.StartAsync(Stop);
        source.PushSetUid(2);
        Alert alert = await engine.Alerts.ReadAsync(Stop);
        await host.StopAsync(Stop);

        Assert.StartsWith("2 ", alert.Message, StringComparison.Ordinal);
        Assert.False(engine.IsRunning);
        await engine.Alerts.Completion;
    }

    [Fact(Timeout = 60_000)]
    public async Task Named_engines_are_keyed_services_with_options_of_their_own()
    {
        PushedEvents first = new();
        PushedEvents second = new();
        using IHost host = CreateHost(services =>
        {
            services.AddFalco("first", falco => falco.FromSource("syscall", _ => first).AddRulesText("rules", TestRules.SetUid));
            services.AddFalco("second", falco => falco.FromSource("syscall", _ => second).AddRulesText("rules", TestRules.SetUidToRoot));
            services.AddFalco("second").Configure(options => options.AlertCapacity = 7);
        });
        await host.StartAsync(Stop);

        FalcoEngine one = host.Services.GetRequiredKeyedService<FalcoEngine>("first");
        FalcoEngine two = host.Services.GetRequiredKeyedService<FalcoEngine>("second");
        IOptionsMonitor<FalcoEngineOptions> options = host.Services.GetRequiredService<IOptionsMonitor<FalcoEngineOptions>>();

        Assert.Equal(("first", "second"), (one.Name, two.Name));
        Assert.Equal("User changed", Assert.Single(one.Rules!.Rules).Name);
        Assert.Equal("Became root", Assert.Single(two.Rules!.Rules).Name);
        Assert.Equal((4096, 7), (options.Get("first").AlertCapacity, options.Get("second").AlertCapacity));
        Assert.Null(host.Services.GetService<FalcoEngine>());
        await host.StopAsync(Stop);
    }

    [Fact(Timeout = 60_000)]
    public async Task Options_come_from_configuration_and_their_changes_reach_the_running_engine()
    {
        PushedEvents source = new();
        using IHost host = CreateHost(
            (services, configuration) => services.AddFalco(configuration.GetSection("Falco"), falco => falco
                .FromSource("syscall", _ => source).AddRulesText("rules", TestRules.SetUid)),
            new()
            {
                ["Falco:Rules:MinimumPriority"] = "Notice",
                ["Falco:Rules:Switches:0:Rule"] = "User*",
                ["Falco:Rules:Switches:0:Enable"] = "false",
            });
        FalcoEngine engine = host.Services.GetRequiredService<FalcoEngine>();
        _ = engine.Alerts;
        await host.StartAsync(Stop);

        source.PushSetUid(1);
        await Until(() => engine.GetStatus().Sources[0].Events == 1);
        Change(host, "Falco:Rules:Switches:0:Enable", "true");
        await Until(() => engine.GetStatus().Reloads > 0);
        source.PushSetUid(2);
        Alert alert = await engine.Alerts.ReadAsync(Stop);

        // An alert for the first event would have come before.
        Assert.StartsWith("2 ", alert.Message, StringComparison.Ordinal);
        await host.StopAsync(Stop);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("0")]
    [InlineData("many")]
    public async Task Changed_options_that_are_not_valid_change_nothing_and_are_told(string capacity)
    {
        PushedEvents source = new();
        using IHost host = CreateHost(
            (services, configuration) => services.AddFalco(configuration.GetSection("Falco"), falco => falco
                .FromSource("syscall", _ => source).AddRulesText("rules", TestRules.SetUid)),
            new() { ["Falco:AlertCapacity"] = "5" });
        FalcoEngine engine = host.Services.GetRequiredService<FalcoEngine>();
        _ = engine.Alerts;
        await host.StartAsync(Stop);

        // The framework's own monitor throws at whoever changes the configuration.
        Assert.ThrowsAny<Exception>(() => Change(host, "Falco:AlertCapacity", capacity));
        source.PushSetUid(3);
        Alert alert = await engine.Alerts.ReadAsync(Stop);

        Assert.StartsWith("3 ", alert.Message, StringComparison.Ordinal);
        Assert.Equal((0, 1), (engine.GetStatus().Reloads, engine.GetStatus().RefusedReloads));
        Assert.Contains("AlertCapacity", engine.GetStatus().ReloadFailure, StringComparison.Ordinal);
        await host.StopAsync(Stop);
    }

    [Fact(Timeout = 60_000)]
    public async Task Options_that_are_not_valid_keep_the_application_from_starting()
    {
        using IHost host = CreateHost(
            (services, configuration) => services.AddFalco(configuration.GetSection("Falco"), falco => falco.FromSource("syscall", _ => new PushedEvents())),
            new() { ["Falco:AlertCapacity"] = "0" });

        OptionsValidationException error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Stop));

        Assert.Contains("AlertCapacity", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Relative_paths_begin_at_the_content_root()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        string elsewhere = Path.Combine(Path.GetTempPath(), "other.yaml");
        builder.Services.AddFalco(falco => falco.AddRules("rules.yaml").AddRules(elsewhere));
        using IHost host = builder.Build();

        FalcoEngineOptions options = host.Services.GetRequiredService<IOptionsMonitor<FalcoEngineOptions>>().CurrentValue;

        Assert.Equal([Path.Combine(AppContext.BaseDirectory, "rules.yaml"), elsewhere], options.Rules.Files);
    }

    [Fact(Timeout = 60_000)]
    public async Task Health_is_told_for_each_engine()
    {
        PushedEvents source = new();
        using IHost host = CreateHost(services => services.AddFalco(falco => falco
            .FromSource("syscall", _ => source).AddRulesText("rules", TestRules.SetUid)));
        HealthCheckService health = host.Services.GetRequiredService<HealthCheckService>();

        HealthReport before = await health.CheckHealthAsync(Stop);
        await host.StartAsync(Stop);
        HealthReport running = await health.CheckHealthAsync(Stop);
        await host.StopAsync(Stop);
        HealthReport after = await health.CheckHealthAsync(Stop);

        Assert.Equal((HealthStatus.Unhealthy, HealthStatus.Healthy, HealthStatus.Unhealthy), (before.Status, running.Status, after.Status));
        Assert.Equal(1, running.Entries["falco"].Data["rules"]);
    }

    private static IHost CreateHost(Action<IServiceCollection> configure) => CreateHost((services, _) => configure(services), []);

    private static IHost CreateHost(Action<IServiceCollection, IConfiguration> configure, Dictionary<string, string?> settings)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings);
        configure(builder.Services, builder.Configuration);
        return builder.Build();
    }

    private static void Change(IHost host, string key, string value)
    {
        IConfigurationRoot configuration = (IConfigurationRoot)host.Services.GetRequiredService<IConfiguration>();
        configuration[key] = value;
        configuration.Reload();
    }

    private static async Task Until(Func<bool> holds)
    {
        while (!holds())
            await Task.Delay(20, Stop);
    }
}
