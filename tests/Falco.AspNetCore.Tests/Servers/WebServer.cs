using System.Collections.Concurrent;
using System.Net;
using Falco.Hosting;
using Falco.Rules.Engine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Falco.AspNetCore.Tests.Servers;

/// <summary>An application with the sensor, on Kestrel with real sockets or in the memory of TestHost.</summary>
internal sealed class WebServer : IAsyncDisposable, IObserver<Alert>
{
    private readonly WebApplication _app;
    private readonly BlockingCollection<Alert> _alerts = [];

    private WebServer(WebApplication app)
    {
        _app = app;
    }

    public IServiceProvider Services => _app.Services;

    public FalcoEngine Engine => _app.Services.GetRequiredService<FalcoEngine>();

    public Uri Address { get; private set; } = new("http://localhost");

    public HttpClient Client { get; private set; } = null!;

    /// <summary>Starts an application on Kestrel, on a free port of the loopback.</summary>
    public static Task<WebServer> KestrelAsync(
        string? rules,
        Action<WebApplication> map,
        Action<FalcoSensorOptions>? options = null,
        Action<KestrelServerOptions>? kestrel = null,
        Action<IServiceCollection>? services = null) =>
        StartAsync(rules, map, options, host => host.UseKestrel(server =>
        {
            kestrel?.Invoke(server);
            server.Listen(IPAddress.Loopback, 0);
        }), services);

    /// <summary>Starts an application in memory.</summary>
    public static Task<WebServer> InMemoryAsync(
        string? rules, Action<WebApplication> map, Action<FalcoSensorOptions>? options = null, Action<IServiceCollection>? services = null) =>
        StartAsync(rules, map, options, static host => host.UseTestServer(), services);

    /// <summary>The next alert; a request's own alert is there when the response has come, that of the response may come a moment later.</summary>
    public Alert NextAlert()
    {
        Assert.True(_alerts.TryTake(out Alert? alert, TimeSpan.FromSeconds(30)), "no alert came");
        return alert;
    }

    public bool HasAlert => _alerts.Count > 0;

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        _alerts.Dispose();
    }

    public void OnNext(Alert value) => _alerts.Add(value);

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    private static async Task<WebServer> StartAsync(
        string? rules, Action<WebApplication> map, Action<FalcoSensorOptions>? options, Action<IWebHostBuilder> host, Action<IServiceCollection>? services)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        host(builder.WebHost);
        services?.Invoke(builder.Services);
        if (rules is not null)
            builder.Services.AddFalco(falco => falco.FromAspNetCore(options).AddRulesText("web.yaml", rules).Configure(static engine => engine.Rules.MatchAll = true));
        WebApplication app = builder.Build();
        if (rules is not null)
            app.UseFalcoSensor();
        map(app);
        WebServer server = new(app);
        app.Services.GetService<FalcoEngine>()?.Subscribe(server);
        await app.StartAsync();
        if (app.Services.GetRequiredService<IServer>() is TestServer memory)
        {
            server.Client = memory.CreateClient();
        }
        else
        {
            server.Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
            server.Client = new HttpClient { BaseAddress = server.Address };
        }

        return server;
    }
}
