using Falco.AspNetCore;
using Microsoft.Extensions.DependencyInjection;

// Where the framework's own methods of this kind are.
#pragma warning disable IDE0130
namespace Microsoft.AspNetCore.Builder;
#pragma warning restore IDE0130

/// <summary>Puts the sensor into the pipeline of an application.</summary>
public static class FalcoApplicationBuilderExtensions
{
    /// <summary>
    /// Has every request that comes by here judged before the rest of the pipeline runs, and the response after it. Put it first, so that it
    /// sees everything; or behind what decides who the user is, for rules that ask for it.
    /// </summary>
    /// <param name="app">The application.</param>
    /// <param name="engine">The name of the engine; empty for the one without a name.</param>
    /// <exception cref="InvalidOperationException">The engine does not judge requests: <c>FromAspNetCore()</c> was not called.</exception>
    public static IApplicationBuilder UseFalcoSensor(this IApplicationBuilder app, string engine = "")
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(engine);
        HttpSensor sensor = app.ApplicationServices.GetKeyedService<HttpSensor>(engine) ?? throw new InvalidOperationException(
            "UseFalcoSensor needs services.AddFalco(falco => falco.FromAspNetCore()), with the same name of the engine.");
        return app.Use(next => context => sensor.InvokeAsync(context, next));
    }
}
