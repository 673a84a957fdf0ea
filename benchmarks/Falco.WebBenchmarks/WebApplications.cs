using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Falco.WebBenchmarks;

/// <summary>The application that is measured: one resource of a few bytes.</summary>
internal static class WebApplications
{
    /// <summary>Starts it.</summary>
    /// <param name="hasSensor">Whether with the sensor.</param>
    /// <param name="inMemory">Whether on TestHost; otherwise on Kestrel, on a free port of the loopback.</param>
    public static async Task<WebApplication> StartAsync(bool hasSensor, bool inMemory)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        if (inMemory)
            builder.WebHost.UseTestServer();
        else
            builder.WebHost.UseKestrel(static server => server.Listen(IPAddress.Loopback, 0));
        if (hasSensor)
            builder.Services.AddFalco(static falco => falco.FromAspNetCore().AddRulesText("web.yaml", WebRules.Text));
        WebApplication app = builder.Build();
        if (hasSensor)
            app.UseFalcoSensor();
        app.MapGet("/orders/{id}", static (HttpContext context) => context.Response.WriteAsync("a lamp"));
        await app.StartAsync();
        return app;
    }
}
