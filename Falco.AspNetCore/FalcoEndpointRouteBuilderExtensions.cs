using Falco.AspNetCore;
using Falco.AspNetCore.Status;
using Falco.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

// Where the framework's own methods of this kind are.
#pragma warning disable IDE0130
namespace Microsoft.AspNetCore.Builder;
#pragma warning restore IDE0130

/// <summary>Shows what an engine is doing.</summary>
public static class FalcoEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps <c>GET pattern</c> (status, JSON), <c>GET pattern/rules</c> (rules with their counts, JSON) and <c>GET pattern/alerts</c> (alerts as they
    /// are raised, server-sent events).
    /// </summary>
    /// <remarks>
    /// Alerts hold what applications would not show to everyone: unless the result says otherwise (<c>RequireAuthorization("policy")</c>,
    /// <c>AllowAnonymous()</c>), the application's default policy is required, which asks for a user.
    /// </remarks>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">Where, for instance <c>/falco</c>.</param>
    /// <param name="engine">The name of the engine; empty for the one without a name.</param>
    /// <exception cref="InvalidOperationException">There is no such engine.</exception>
    public static RouteGroupBuilder MapFalcoStatus(this IEndpointRouteBuilder endpoints, string pattern = "/falco", string engine = "")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(engine);
        IServiceProvider services = endpoints.ServiceProvider;
        FalcoEngine running = services.GetKeyedService<FalcoEngine>(engine)
            ?? throw new InvalidOperationException("MapFalcoStatus needs services.AddFalco(…), with the same name of the engine.");
        HttpSensor? sensor = services.GetKeyedService<HttpSensor>(engine);
        AlertStream alerts = new(
            running,
            sensor?.Options ?? new FalcoSensorOptions(),
            services.GetRequiredService<IHostApplicationLifetime>(),
            services.GetService<TimeProvider>() ?? TimeProvider.System);
        StatusEndpoints status = new(running, sensor, alerts);

        RouteGroupBuilder group = endpoints.MapGroup(pattern);
        group.MapGet("", (RequestDelegate)status.WriteStatusAsync);
        group.MapGet("/rules", (RequestDelegate)status.WriteRulesAsync);
        group.MapGet("/alerts", (RequestDelegate)status.FollowAlertsAsync);
        ((IEndpointConventionBuilder)group).Finally(RequireUser);
        return group;
    }

    // After all that the host has said.
    private static void RequireUser(EndpointBuilder endpoint)
    {
        if (!endpoint.Metadata.Any(static data => data is IAuthorizeData or IAllowAnonymous or AuthorizationPolicy))
            endpoint.Metadata.Add(new AuthorizeAttribute());
    }
}
