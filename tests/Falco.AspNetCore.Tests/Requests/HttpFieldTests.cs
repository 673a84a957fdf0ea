using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text;
using Falco.AspNetCore.Tests.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Falco.AspNetCore.Tests.Requests;

/// <summary>What rules read of requests and responses, on Kestrel.</summary>
public sealed class HttpFieldTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("http.method", "POST")]
    [InlineData("http.path", "/orders/a b")]
    [InlineData("http.target", "/orders/a%20b?q=1&q=x%20y&%C3%A9=2&token=***")]
    [InlineData("http.route", "/orders/{id}")]
    [InlineData("http.query", "q=1&q=x%20y&%C3%A9=2&token=***")]
    [InlineData("http.query[q]", "1,x y")]
    [InlineData("http.query[Q]", "1,x y")]
    [InlineData("http.query[é]", "2")]
    [InlineData("http.query[token]", "<NA>")]
    [InlineData("http.query[nosuch]", "<NA>")]
    [InlineData("http.header[X-Kind]", "a, b")]
    [InlineData("http.header[x-kind]", "a, b")]
    [InlineData("http.header[Authorization]", "<NA>")]
    [InlineData("http.header[Cookie]", "<NA>")]
    [InlineData("http.header[X-Api-Key]", "<NA>")]
    [InlineData("http.scheme", "http")]
    [InlineData("http.protocol", "HTTP/1.1")]
    [InlineData("http.content_type", "text/plain; charset=utf-8")]
    [InlineData("http.content_length", "5")]
    [InlineData("http.remote.ip", "127.0.0.1")]
    [InlineData("http.is_tls", "false")]
    [InlineData("http.tls.protocol", "<NA>")]
    [InlineData("http.user", "<NA>")]
    [InlineData("http.is_authenticated", "false")]
    [InlineData("http.claim[role]", "<NA>")]
    [InlineData("evt.type", "request")]
    [InlineData("evt.source", "aspnetcore")]
    public async Task A_request_has_its_fields_before_the_application_sees_it(string field, string expected)
    {
        await using WebServer server = await WebServer.KestrelAsync(WebRules.Rule("evt.type = request", $"%{field}"), Map);
        await SendAsync(server);

        Assert.Equal(expected, server.NextAlert().Message);
    }

    [Theory]
    [InlineData("http.status", "201")]
    [InlineData("http.bytes", "7")]
    [InlineData("http.exception", "<NA>")]
    [InlineData("http.is_aborted", "false")]
    [InlineData("http.response.header[X-Answer]", "yes")]
    [InlineData("http.response.header[Set-Cookie]", "<NA>")]
    [InlineData("http.response.content_type", "text/html")]
    [InlineData("http.method", "POST")]
    [InlineData("http.user", "ada")]
    [InlineData("http.is_authenticated", "true")]
    [InlineData("http.claim[role]", "cook")]
    [InlineData("evt.type", "response")]
    public async Task A_response_has_its_own_fields_beside_those_of_the_request(string field, string expected)
    {
        await using WebServer server = await WebServer.KestrelAsync(WebRules.Rule("evt.type = response", $"%{field}"), Map);
        HttpResponseMessage response = await SendAsync(server);

        Assert.Equal("created", await response.Content.ReadAsStringAsync(Stop));
        Assert.Equal(expected, server.NextAlert().Message);
    }

    [Theory]
    [InlineData("http.remote.net in (127.0.0.0/8)")]
    [InlineData("http.remote.port > 0")]
    [InlineData("http.host startswith 127.0.0.1")]
    [InlineData("http.request_id exists")]
    [InlineData("http.path endswith \"a b\" and http.query contains x%20y")]
    [InlineData("evt.type = response and http.duration > 0 and http.status in (200, 201)")]
    [InlineData("http.status = 201")]
    public async Task Conditions_hold_for_requests(string condition)
    {
        await using WebServer server = await WebServer.KestrelAsync(WebRules.Rule(condition), Map);
        await SendAsync(server);

        Assert.Equal("seen", server.NextAlert().Message);
    }

    [Fact]
    public async Task A_secret_header_that_is_revealed_has_its_value()
    {
        await using WebServer server = await WebServer.KestrelAsync(
            WebRules.Rule("evt.type = request", "%http.header[X-Api-Key] %http.header[Cookie] %http.query[token]"),
            Map,
            options =>
            {
                options.RevealedHeaders.Add("x-api-key");
                options.SecretQueryKeys.Remove("token");
            });
        await SendAsync(server);

        Assert.Equal("key-1 <NA> secret", server.NextAlert().Message);
    }

    [Theory]
    [InlineData("ToKeN=secret")]
    [InlineData("%74oken=secret")]
    [InlineData("a=1&tok%65n=secret&b")]
    public async Task No_way_of_sending_a_secret_key_shows_its_value(string query)
    {
        await using WebServer server = await WebServer.KestrelAsync(WebRules.Rule("evt.type = request", "%http.query %http.target %http.query[token]"), Map);
        await server.Client.GetAsync(new Uri(server.Address, "/?" + query), Stop);

        Assert.DoesNotContain("secret", server.NextAlert().Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_trace_is_that_of_the_caller()
    {
        using Activity activity = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
        await using WebServer server = await WebServer.InMemoryAsync(WebRules.Rule("evt.type = request", "%http.trace_id"), Map);
        await server.Client.GetAsync(new Uri("/", UriKind.Relative), Stop);

        Assert.Matches("^[0-9a-f]{32}$|^<NA>$", server.NextAlert().Message);
    }

    [Fact]
    public async Task Every_way_of_writing_a_body_is_counted()
    {
        string path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, "0123456789", Stop);
            await using WebServer server = await WebServer.KestrelAsync(WebRules.Rule("http.bytes >= 0", "%http.bytes"), app =>
            {
                app.MapGet("/stream", async context => await context.Response.Body.WriteAsync("12345"u8.ToArray()));
                app.MapGet("/pipe", async context => await context.Response.BodyWriter.WriteAsync(new byte[100_000]));
                app.MapGet("/file", async context => await context.Response.SendFileAsync(path, 2, 6));
                app.MapGet("/rest", async context => await context.Response.SendFileAsync(path, 2, null));
                app.MapGet("/none", static _ => Task.CompletedTask);
            });
            foreach ((string resource, string expected) in ((string, string)[])[("stream", "5"), ("pipe", "100000"), ("file", "6"), ("rest", "8"), ("none", "0")])
            {
                byte[] body = await server.Client.GetByteArrayAsync(new Uri("/" + resource, UriKind.Relative), Stop);
                Assert.Equal(expected, server.NextAlert().Message);
                Assert.Equal(expected, body.Length.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Map(WebApplication app) => app.MapMethods("/orders/{id}", ["POST"], static async context =>
    {
        context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "ada"), new Claim("role", "cook")], "test"));
        context.Response.StatusCode = 201;
        context.Response.ContentType = "text/html";
        context.Response.Headers["X-Answer"] = "yes";
        context.Response.Headers.SetCookie = "session=1";
        await Task.Yield();
        await context.Response.WriteAsync("created");
    });

    private static async Task<HttpResponseMessage> SendAsync(WebServer server)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri(server.Address, "/orders/a%20b?q=1&q=x%20y&%C3%A9=2&token=secret"));
        request.Content = new StringContent("hello", Encoding.UTF8, "text/plain");
        request.Headers.Add("X-Kind", ["a", "b"]);
        request.Headers.Add("X-Api-Key", "key-1");
        request.Headers.Add("Cookie", "session=1");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "secret");
        HttpResponseMessage response = await server.Client.SendAsync(request, Stop);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return response;
    }
}
