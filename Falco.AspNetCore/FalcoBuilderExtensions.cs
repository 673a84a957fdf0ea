using Falco.AspNetCore;
using Falco.AspNetCore.Requests;
using Falco.Hosting;
using Falco.Rules.Engine.Applications;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

// Beside AddFalco, so that it is found where the services are added.
#pragma warning disable IDE0130
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Makes the requests of an ASP.NET Core application events of an engine.</summary>
public static class FalcoBuilderExtensions
{
    /// <summary>
    /// Judges requests and responses: the source <c>aspnetcore</c>. The sensor stands where <c>app.UseFalcoSensor()</c> puts it into the pipeline.
    /// </summary>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="configure">Says what rules may see and whether they may refuse.</param>
    public static FalcoBuilder FromAspNetCore(this FalcoBuilder builder, Action<FalcoSensorOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        string name = builder.Name;
        ApplicationEvents<HttpExchange> events = new(HttpFields.CreateSource());
        builder.Services.AddOptions<FalcoSensorOptions>(name)
            .Configure(configure ?? (static _ => { }))
            .Validate(static options => options is { MaxTextLength: > 0, MaxAlertClients: >= 0, AlertClientCapacity: > 0 }, "The bounds of the Falco sensor are numbers above zero.");
        builder.Services.AddKeyedSingleton(name, (services, _) => new HttpSensor(
            events,
            services.GetRequiredService<IOptionsMonitor<FalcoSensorOptions>>().Get(name),
            services.GetRequiredService<ILoggerFactory>().CreateLogger("Falco.AspNetCore")));
        builder.Parts.DefaultRules.Add((HttpFields.SourceName, HttpRules.Read()));
        return builder.AddApplication(events, context => new ApplicationEngineOptions
        {
            MaxTextLength = context.Services.GetRequiredService<IOptionsMonitor<FalcoSensorOptions>>().Get(name).MaxTextLength,
        });
    }
}
