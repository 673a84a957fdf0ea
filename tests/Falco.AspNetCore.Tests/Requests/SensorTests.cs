using System.Net;
using Falco.AspNetCore.Tests.Servers;
using Falco.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Falco.AspNetCore.Tests.Requests;

/// <summary>What the sensor does to an application: nothing, but for refusal where it is allowed.</summary>
public sealed class SensorTests
{
    private static readonly string DenyAdmin = WebRules.Rule("evt.type = request and http.path startswith /admin", "%http.path", tags: "deny");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/admin/x", true, 403, false)]
    [InlineData("/admin/x", false, 200, true)]
    [InlineData("/other", true, 200, true)]
    public async Task A_request_is_refused_if_a_rule_denies_it_and_the_host_allows_that(string path, bool canRefuse, int status, bool isRun)
    {
        bool wasRun = false;
        await using WebServer server = await WebServer.KestrelAsync(DenyAdmin, app => app.MapGet("{**path}", context =>
        {
            wasRun = true;
            return context.Response.WriteAsync("hello");
        }), options => options.CanRefuse = canRefuse);
        HttpResponseMessage response = await server.Client.GetAsync(new Uri(path, UriKind.Relative), Stop);

        Assert.Equal((status, isRun), ((int)response.StatusCode, wasRun));
        Assert.Equal(isRun ? "hello" : "", await response.Content.ReadAsStringAsync(Stop));
        Assert.Equal(status == 403 ? 1 : 0, server.Services.GetRequiredKeyedService<HttpSensor>("").Refused);
        Assert.Equal(path.StartsWith("/admin", StringComparison.Ordinal), server.HasAlert);
    }

    [Fact]
    public async Task A_refused_request_has_a_response_that_rules_see()
    {
        await using WebServer server = await WebServer.KestrelAsync(
            DenyAdmin + WebRules.Rule("evt.type = response", "%http.status", "After"), static _ => { }, options => options.CanRefuse = true);
        await server.Client.GetAsync(new Uri("/admin", UriKind.Relative), Stop);

        Assert.Equal(["/admin", "403"], [server.NextAlert().Message, server.NextAlert().Message]);
    }

    [Theory]
    [InlineData("/sync")]
    [InlineData("/async")]
    [InlineData("/started")]
    public async Task An_exception_of_the_application_is_seen_with_the_status_that_the_client_gets(string path)
    {
        await using WebServer server = await WebServer.KestrelAsync(
            WebRules.Rule("http.exception exists", "%http.exception %http.status"), MapFailures);
        HttpResponseMessage? response = path == "/started" ? null : await server.Client.GetAsync(new Uri(path, UriKind.Relative), Stop);
        if (response is null)
            await Assert.ThrowsAsync<HttpRequestException>(() => server.Client.GetStringAsync(new Uri(path, UriKind.Relative), Stop));

        Assert.Equal(response is null ? "System.NotSupportedException 200" : "System.NotSupportedException 500", server.NextAlert().Message);
    }

    [Fact]
    public async Task A_handler_before_the_sensor_decides_the_status()
    {
        await using WebServer handled = await WebServer.InMemoryAsync(null, static app =>
        {
            app.Use(static async (context, next) =>
            {
                try
                {
                    await next(context);
                }
                catch (NotSupportedException)
                {
                    context.Response.StatusCode = 418;
                }
            });
            app.UseFalcoSensor();
            MapFailures(app);
        }, services: static services => services.AddFalco(static falco => falco.FromAspNetCore().AddRulesText("web.yaml", WebRules.Rule("http.exception exists", "%http.status"))));
        HttpResponseMessage response = await handled.Client.GetAsync(new Uri("/async", UriKind.Relative), Stop);

        Assert.Equal(418, (int)response.StatusCode);
        Assert.Equal("418", handled.NextAlert().Message);
    }

    [Fact]
    public async Task A_client_that_goes_away_is_seen()
    {
        TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using WebServer server = await WebServer.KestrelAsync(
            WebRules.Rule("evt.type = response", "%http.is_aborted %http.exception"),
            app => app.MapGet("/slow", async context =>
            {
                arrived.SetResult();
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            }));
        using CancellationTokenSource away = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        Task<string> request = server.Client.GetStringAsync(new Uri("/slow", UriKind.Relative), away.Token);
        await arrived.Task.WaitAsync(Stop);
        await away.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        Assert.Equal("true System.Threading.Tasks.TaskCanceledException", server.NextAlert().Message);
    }

    [Fact]
    public async Task A_rule_that_fails_does_not_reach_the_request_and_is_counted()
    {
        await using WebServer server = await WebServer.InMemoryAsync(WebRules.Rule("http.host = x or http.method = GET"), static app =>
        {
            app.Use(static (context, next) => next(context));
            app.MapGet("/", static context => context.Response.WriteAsync("hello"));
        });
        server.Engine.Subscribe(new Throwing());

        Assert.Equal("hello", await server.Client.GetStringAsync(new Uri("/", UriKind.Relative), Stop));
        Assert.Equal("seen", server.NextAlert().Message);
    }

    [Fact]
    public async Task Two_engines_with_different_rules_do_not_see_each_other()
    {
        await using WebServer server = await WebServer.InMemoryAsync(null, static app =>
        {
            app.UseFalcoSensor("first");
            app.UseFalcoSensor("second");
            app.MapGet("/", static context => context.Response.WriteAsync("hello"));
        }, services: static services =>
        {
            services.AddFalco("first", static falco => falco.FromAspNetCore().AddRulesText("a", WebRules.Rule("evt.type = request")));
            services.AddFalco("second", static falco => falco.FromAspNetCore().AddRulesText("b", WebRules.Rule("http.status = 404")));
        });
        await server.Client.GetStringAsync(new Uri("/", UriKind.Relative), Stop);
        FalcoEngine first = server.Services.GetRequiredKeyedService<FalcoEngine>("first");
        FalcoEngine second = server.Services.GetRequiredKeyedService<FalcoEngine>("second");

        Assert.Equal((1, 0), (first.GetStatus().Sources[0].Alerts, second.GetStatus().Sources[0].Alerts));
        await first.DisposeAsync();
        HttpResponseMessage missing = await server.Client.GetAsync(new Uri("/nosuch", UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Equal((1, 1), (first.GetStatus().Sources[0].Alerts, second.GetStatus().Sources[0].Alerts));
    }

    [Fact]
    public void Without_the_source_the_sensor_says_what_is_missing()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddFalco();
        Assert.Contains("FromAspNetCore", Assert.Throws<InvalidOperationException>(() => builder.Build().UseFalcoSensor()).Message, StringComparison.Ordinal);
    }

    private static void MapFailures(WebApplication app)
    {
        app.MapGet("/sync", static Task (HttpContext _) => throw new NotSupportedException());
        app.MapGet("/async", static async (HttpContext _) =>
        {
            await Task.Yield();
            throw new NotSupportedException();
        });
        app.MapGet("/started", static async (HttpContext context) =>
        {
            await context.Response.WriteAsync("begun");
            await context.Response.Body.FlushAsync();
            throw new NotSupportedException();
        });
    }

    private sealed class Throwing : IObserver<Rules.Engine.Alert>
    {
        public void OnNext(Rules.Engine.Alert value) => throw new InvalidOperationException();

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
