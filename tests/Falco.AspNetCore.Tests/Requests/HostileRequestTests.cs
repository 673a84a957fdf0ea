using System.Net;
using System.Net.Sockets;
using System.Text;
using Falco.AspNetCore.Tests.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Falco.AspNetCore.Tests.Requests;

/// <summary>Requests that nobody sends who means well: the answer is the same, byte for byte, with the sensor and without it.</summary>
public sealed class HostileRequestTests
{
    // Reads every field, so that what is sent is looked at, and raises an alert for each event.
    private static readonly string Rules = WebRules.Rule(
        "http.path contains nosuch or http.query contains nosuch or http.header[X-Large] contains nosuch or http.query[k9999] = v or not http.method = NOSUCH",
        "%evt.type %http.method %http.path %http.target %http.query %http.query[k9999] %http.header[X-Large] %http.header[X-Odd] %http.host %http.content_type %http.status %http.bytes");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Requests =>
    [
        "a megabyte in a header", "a hundred headers", "ten thousand keys", "invalid UTF-8 in the path", "invalid UTF-8 in a header", "an encoded NUL",
        "parts of percent signs", "dots in the path", "a broken request line", "no host", "two requests at once", "a body in chunks", "an unknown method",
        "a megabyte of path",
    ];

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task The_answer_is_the_same_with_the_sensor_and_without(string request)
    {
        byte[] bytes = BytesOf(request);
        await using WebServer without = await StartAsync(null);
        await using WebServer with = await StartAsync(Rules);
        string expected = await ExchangeAsync(without, bytes);
        string answer = await ExchangeAsync(with, bytes);

        Assert.NotEqual("", expected);
        Assert.Equal(expected, answer);
        Assert.Equal(0, with.Engine.GetStatus().Sources[0].Faults);
        Assert.Equal("hello", await with.Client.GetStringAsync(new Uri("/", UriKind.Relative), Stop));
    }

    [Fact]
    public async Task What_is_too_long_is_cut_for_rules_and_counted_and_goes_to_the_application_whole()
    {
        await using WebServer server = await StartAsync(WebRules.Rule("evt.type = request", "%http.header[X-Large]"));
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(server.Address, "/length"));
        request.Headers.Add("X-Large", new string('a', 1_000_000));
        HttpResponseMessage response = await server.Client.SendAsync(request, Stop);

        Assert.Equal("1000000", await response.Content.ReadAsStringAsync(Stop));
        Assert.Equal(64 * 1024, server.NextAlert().Message.Length);
        Assert.True(server.Services.GetRequiredKeyedService<HttpSensor>("").TruncatedTexts > 0);
    }

    [Fact]
    public async Task The_last_of_ten_thousand_keys_is_found()
    {
        await using WebServer server = await StartAsync(WebRules.Rule("evt.type = request and http.query[k9999] = v9999", "%http.query[k9999]"));
        await ExchangeAsync(server, BytesOf("ten thousand keys"));

        Assert.Equal("v9999", server.NextAlert().Message);
    }

    [Fact]
    public async Task A_slow_body_holds_up_its_own_request_only()
    {
        await using WebServer server = await StartAsync(Rules);
        using TcpClient slow = new();
        await slow.ConnectAsync(IPAddress.Loopback, server.Address.Port, Stop);
        await slow.GetStream().WriteAsync(Encoding.ASCII.GetBytes("POST /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 6\r\n\r\nabc"), Stop);
        for (int i = 0; i < 10; i++)
            Assert.Equal("hello", await server.Client.GetStringAsync(new Uri("/", UriKind.Relative), Stop));
        await slow.GetStream().WriteAsync("def"u8.ToArray(), Stop);
        using StreamReader reader = new(slow.GetStream());

        // In chunks, of which only the letters count.
        Assert.EndsWith("abcdef", string.Concat((await reader.ReadToEndAsync(Stop)).Where(char.IsAsciiLetter)), StringComparison.Ordinal);
    }

    private static byte[] BytesOf(string request) => request switch
    {
        "a megabyte in a header" => Get("/length", $"X-Large: {new string('x', 1_000_000)}\r\n"),
        "a hundred headers" => Get("/", string.Concat(Enumerable.Range(0, 90).Select(i => $"X-{i}: {i}\r\n"))),
        "ten thousand keys" => Get("/?" + string.Join('&', Enumerable.Range(0, 10_000).Select(i => $"k{i}=v{i}")), ""),
        "invalid UTF-8 in the path" => Get("/a%ff%fe%c3b?q=%ff%fe", ""),
        "invalid UTF-8 in a header" => [.. "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Odd: "u8, 0xFF, 0xC3, 0x28, .. "\r\n\r\n"u8],
        "an encoded NUL" => Get("/a%00b?q=%00", ""),
        "parts of percent signs" => Get("/a%?q=%&%=%4&%zz=%zz", ""),
        "dots in the path" => Get("/a/../../b/./c?../..", ""),
        "a broken request line" => "GET\r\n\r\n"u8.ToArray(),
        "no host" => "GET / HTTP/1.1\r\nConnection: close\r\n\r\n"u8.ToArray(),
        "two requests at once" => [.. "GET /a HTTP/1.1\r\nHost: a\r\n\r\n"u8, .. Get("/b", "")],
        "a body in chunks" => "POST /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"u8.ToArray(),
        "an unknown method" => "FROB /any HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"u8.ToArray(),
        "a megabyte of path" => Get("/" + new string('p', 1_000_000), ""),
        _ => throw new ArgumentException(request, nameof(request)),
    };

    private static byte[] Get(string target, string headers) =>
        Encoding.ASCII.GetBytes($"GET {target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{headers}\r\n");

    private static Task<WebServer> StartAsync(string? rules) => WebServer.KestrelAsync(rules, Map, null, static server =>
    {
        server.AddServerHeader = false;
        server.Limits.MaxRequestHeadersTotalSize = 4 << 20;
        server.Limits.MaxRequestLineSize = 4 << 20;
        server.Limits.MaxRequestBufferSize = 8 << 20;
    });

    private static void Map(WebApplication app)
    {
        app.MapGet("/length", static context => context.Response.WriteAsync($"{context.Request.Headers["X-Large"].ToString().Length}"));
        app.MapPost("/echo", static async context => await context.Request.Body.CopyToAsync(context.Response.Body));
        app.MapGet("/", static context => context.Response.WriteAsync("hello"));
        app.MapGet("{**path}", static context => context.Response.WriteAsync(context.Request.Path.Value + "|" + context.Request.QueryString.Value));
    }

    /// <summary>Sends bytes, which ask for the end of the connection, and reads the answer to its end, without the date.</summary>
    private static async Task<string> ExchangeAsync(WebServer server, byte[] request)
    {
        using TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, server.Address.Port, Stop);
        NetworkStream stream = client.GetStream();
        using MemoryStream answer = new();
        Task reading = stream.CopyToAsync(answer, Stop);
        try
        {
            await stream.WriteAsync(request, Stop);
            await reading;
        }
        catch (IOException)
        {
            // The server need not read to the end what it refuses.
        }

        return string.Join('\n', Encoding.Latin1.GetString(answer.ToArray()).Split("\r\n").Where(line => !line.StartsWith("Date:", StringComparison.Ordinal)));
    }
}
