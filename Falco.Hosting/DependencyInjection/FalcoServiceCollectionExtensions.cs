using System.Diagnostics.Metrics;
using Falco.Hosting;
using Falco.Hosting.DependencyInjection;
using Falco.Hosting.Feeds;
using Falco.Hosting.Telemetry;
using Falco.Hosting.Validation;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

// Where .NET developers look for what they add to their services.
#pragma warning disable IDE0130
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Adds Falco to an application.</summary>
public static class FalcoServiceCollectionExtensions
{
    /// <summary>Adds an engine, which the host starts and stops: <see cref="FalcoEngine"/> as a service.</summary>
    public static FalcoBuilder AddFalco(this IServiceCollection services, Action<FalcoBuilder>? configure = null) =>
        services.AddFalco(Options.Options.DefaultName, configure);

    /// <summary>Adds an engine whose options are bound from a configuration.</summary>
    /// <param name="services">The services.</param>
    /// <param name="section">The section whose keys are the properties of <see cref="FalcoEngineOptions"/>, for instance <c>Falco</c> of <c>appsettings.json</c>.</param>
    /// <param name="configure">Says what the configuration does not.</param>
    public static FalcoBuilder AddFalco(this IServiceCollection services, IConfiguration section, Action<FalcoBuilder>? configure = null) =>
        services.AddFalco(Options.Options.DefaultName, builder =>
        {
            builder.Configure(section);
            configure?.Invoke(builder);
        });

    /// <summary>Adds a further engine with a name, as a keyed service: <c>[FromKeyedServices("name")] FalcoEngine</c>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The name; calls with the same name add to the same engine.</param>
    /// <param name="configure">Says what to watch, to judge by and whom to tell.</param>
    public static FalcoBuilder AddFalco(this IServiceCollection services, string name, Action<FalcoBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(name);
        EngineParts parts = FindParts(services, name) ?? AddEngine(services, name);
        FalcoBuilder builder = new(services, name, parts);
        configure?.Invoke(builder);
        return builder;
    }

    // The parts are an instance among the services, so that a second call for an engine finds those of the first.
    private static EngineParts? FindParts(IServiceCollection services, string name) => services
        .FirstOrDefault(service => service.IsKeyedService && service.ServiceType == typeof(EngineParts) && name.Equals(service.ServiceKey))?
        .KeyedImplementationInstance as EngineParts;

    private static EngineParts AddEngine(IServiceCollection services, string name)
    {
        EngineParts parts = new();
        services.AddLogging();
        services.AddMetrics();
        services.AddKeyedSingleton(name, parts);
        services.AddOptions<FalcoEngineOptions>(name).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<FalcoEngineOptions>, FalcoEngineOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<FalcoEngineOptions>, ContentRootPaths>());
        services.AddKeyedSingleton(name, static (provider, key) => Create(provider, (string)key!));
        if (name == Options.Options.DefaultName)
            services.AddSingleton(static provider => provider.GetRequiredKeyedService<FalcoEngine>(Options.Options.DefaultName));
        services.AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<FalcoHostedService>(provider, provider.GetRequiredKeyedService<FalcoEngine>(name)));
        services.AddHealthChecks().Add(EngineHealthCheck.Registration(name));
        return parts;
    }

    private static FalcoEngine Create(IServiceProvider services, string name) => new(new EngineSetup
    {
        Name = name,
        Options = services.GetRequiredService<IOptionsMonitor<FalcoEngineOptions>>().Get(name),
        Parts = services.GetRequiredKeyedService<EngineParts>(name),
        Services = services,
        Clock = services.GetService<TimeProvider>() ?? TimeProvider.System,
        Meters = services.GetRequiredService<IMeterFactory>(),
        Log = services.GetRequiredService<ILoggerFactory>().CreateLogger(EngineLog.CategoryOf(name)),
    });
}
