using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
using Falco.AspNetCore.Tests.Servers;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Falco.AspNetCore.Tests.Status;

/// <summary>What MapFalcoStatus shows, and to whom.</summary>
public sealed class StatusTests
{
    private static readonly string Rules = WebRules.Rule("evt.type = request and http.path startswith /seen", "%http.path", tags: "deny");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Resources => ["/falco", "/falco/rules", "/falco/alerts"];

    [Theory]
    [MemberData(nameof(Resources))]
    public async Task Without_a_user_everything_is_refused(string resource)
    {
        await using WebServer server = await StartAsync(static app => app.MapFalcoStatus());

        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Client.GetAsync(new Uri(resource, UriKind.Relative), Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(server, resource, "ada")).StatusCode);
    }

    [Theory]
    [MemberData(nameof(Resources))]
    public async Task An_application_without_authorization_shows_nothing(string resource)
    {
        await using WebServer server = await WebServer.InMemoryAsync(Rules, static app => app.MapFalcoStatus());

        Exception? refused = await Record.ExceptionAsync(async () => Assert.False((await server.Client.GetAsync(new Uri(resource, UriKind.Relative), Stop)).IsSuccessStatusCode));
        Assert.True(refused is null or InvalidOperationException, refused?.ToString());
    }

    [Fact]
    public async Task The_host_may_name_a_policy_or_let_everyone_in()
    {
        await using WebServer server = await StartAsync(static app =>
        {
            app.MapFalcoStatus("/open").AllowAnonymous();
            app.MapFalcoStatus("/cooks").RequireAuthorization("cooks");
        });

        Assert.Equal(HttpStatusCode.OK, (await GetAsync(server, "/open", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(server, "/cooks", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await GetAsync(server, "/cooks", "ada")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(server, "/cooks", "cook")).StatusCode);
    }

    [Fact]
    public async Task Status_and_rules_are_told_with_their_counts()
    {
        await using WebServer server = await StartAsync(static app => app.MapFalcoStatus());
        await GetAsync(server, "/seen", null);
        JsonElement status = await ReadAsync(server, "/falco");
        JsonElement rules = await ReadAsync(server, "/falco/rules");

        Assert.True(status.GetProperty("isRunning").GetBoolean());
        Assert.Equal(1, status.GetProperty("ruleCount").GetInt32());
        JsonElement source = status.GetProperty("sources")[0];
        Assert.Equal(("aspnetcore", "Running", 1), (source.GetProperty("source").GetString(), source.GetProperty("state").GetString(), source.GetProperty("alerts").GetInt32()));
        Assert.Equal(1, status.GetProperty("sensor").GetProperty("refused").GetInt32());
        Assert.Equal(("Seen", 1), (rules[0].GetProperty("name").GetString(), rules[0].GetProperty("alerts").GetInt32()));
    }

    [Fact]
    public async Task Alerts_come_as_they_are_raised_until_the_host_stops()
    {
        await using WebServer server = await StartAsync(static app => app.MapFalcoStatus().AllowAnonymous());
        using HttpResponseMessage response = await server.Client.GetAsync(new Uri("/falco/alerts", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Stop);
        using StreamReader reader = new(await response.Content.ReadAsStreamAsync(Stop));
        Assert.Equal(("text/event-stream", ": alerts", ""), (response.Content.Headers.ContentType!.MediaType, await reader.ReadLineAsync(Stop), await reader.ReadLineAsync(Stop)));
        await GetAsync(server, "/seen/1", null);
        string?[] lines = [await reader.ReadLineAsync(Stop), await reader.ReadLineAsync(Stop), await reader.ReadLineAsync(Stop)];
        server.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        Assert.Equal(("event: alert", ""), (lines[0], lines[2]));
        Assert.Equal("Seen", JsonDocument.Parse(lines[1]!["data: ".Length..]).RootElement.GetProperty("rule").GetString());
        Assert.Equal("", await reader.ReadToEndAsync(Stop));
    }

    [Fact]
    public async Task A_client_too_many_is_sent_away()
    {
        await using WebServer server = await StartAsync(static app => app.MapFalcoStatus().AllowAnonymous(), options => options.MaxAlertClients = 1);
        using HttpResponseMessage first = await server.Client.GetAsync(new Uri("/falco/alerts", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Stop);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await GetAsync(server, "/falco/alerts", null)).StatusCode);
    }

    [Fact]
    public void What_finds_no_room_for_a_client_is_counted()
    {
        int dropped = 0;
        AspNetCore.Status.AlertClient client = new(2, () => dropped++);
        for (int i = 0; i < 5; i++)
            client.OnNext(null!);

        Assert.Equal((3, 3L, 0L), (dropped, client.TakeDropped(), client.TakeDropped()));
        Assert.Equal(2, client.Waiting.Count);
    }

    private static Task<WebServer> StartAsync(Action<WebApplication> map, Action<FalcoSensorOptions>? options = null) => WebServer.InMemoryAsync(
        Rules,
        app =>
        {
            app.UseAuthentication();
            app.UseAuthorization();
            map(app);
        },
        sensor =>
        {
            sensor.CanRefuse = true;
            options?.Invoke(sensor);
        },
        static services =>
        {
            services.AddAuthentication("test").AddScheme<AuthenticationSchemeOptions, NamedUserHandler>("test", null);
            services.AddAuthorization(static authorization => authorization.AddPolicy("cooks", static policy => policy.RequireUserName("cook")));
        });

    // Only the head: alerts do not end.
    private static async Task<HttpResponseMessage> GetAsync(WebServer server, string resource, string? user)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, resource);
        if (user is not null)
            request.Headers.Add("X-User", user);
        return await server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop);
    }

    private static async Task<JsonElement> ReadAsync(WebServer server, string resource) =>
        JsonDocument.Parse(await (await GetAsync(server, resource, "ada")).Content.ReadAsStringAsync(Stop)).RootElement;

    /// <summary>Believes whoever names a user.</summary>
    private sealed class NamedUserHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            if (Request.Headers["X-User"].ToString() is not { Length: > 0 } user)
                return Task.FromResult(AuthenticateResult.NoResult());
            ClaimsPrincipal principal = new(new ClaimsIdentity([new Claim(ClaimTypes.Name, user)], Scheme.Name));
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(principal, Scheme.Name)));
        }
    }
}
