using System.IO.Compression;
using System.Text;
using Falco.Outputs.Rendering;
using Falco.Outputs.Sinks;
using Falco.Outputs.Sinks.Http;
using Falco.Outputs.Tests.Delivery;

namespace Falco.Outputs.Tests.Sinks.Http;

public sealed class HttpSinkTests
{
    private static readonly AlertLayout Json = new(new AlertLayoutOptions { Json = true, HostName = "h" });
    private static readonly AlertLayout Plain = new(new AlertLayoutOptions());
    private static readonly AlertBatch Two = new(new[] { Alerts.Numbered(0), Alerts.Numbered(1) });

    [Theory]
    [InlineData(true, "application/json")]
    [InlineData(false, "text/plain")]
    public async Task Each_alert_is_posted_as_the_reference_posts_it(bool json, string type)
    {
        await using HttpReceiver receiver = await HttpReceiver.StartAsync();
        AlertLayout layout = json ? Json : Plain;

        await WriteAsync(new HttpSinkOptions { Url = receiver.Url }, layout);

        ReceivedRequest[] requests = [.. receiver.Requests];
        Assert.Equal([layout.ToText(Two.Alerts[0]), layout.ToText(Two.Alerts[1])], requests.Select(request => request.Text));
        Assert.All(requests, request => Assert.Equal(("POST", type, "falcosecurity/falco"),
            (request.Method, request.Headers["Content-Type"], request.Headers["User-Agent"])));
        Assert.Single(requests.Select(request => request.Connection).Distinct());
        Assert.All(requests, request => Assert.False(request.Headers.ContainsKey("traceparent")));
    }

    [Fact]
    public async Task User_agent_and_headers_are_sent()
    {
        await using HttpReceiver receiver = await HttpReceiver.StartAsync();
        var options = new HttpSinkOptions
        {
            Url = receiver.Url,
            UserAgent = "mine/1",
            Headers = new Dictionary<string, string> { ["Authorization"] = "Bearer x", ["X-Team"] = "blue" },
            Compression = HttpCompression.Reply,
            KeepAlive = true,
        };

        await WriteAsync(options, Json);

        Dictionary<string, string> headers = receiver.Requests.First().Headers;
        Assert.Equal(("mine/1", "Bearer x", "blue", "gzip"), (headers["User-Agent"], headers["Authorization"], headers["X-Team"], headers["TE"]));
    }

    [Theory]
    [InlineData(HttpBatching.JsonArray, "[A,B]", "application/json")]
    [InlineData(HttpBatching.Lines, "A\nB\n", "application/x-ndjson")]
    public async Task A_batch_may_share_a_request(HttpBatching batching, string expected, string type)
    {
        await using HttpReceiver receiver = await HttpReceiver.StartAsync();

        await WriteAsync(new HttpSinkOptions { Url = receiver.Url, Batching = batching }, Json);

        ReceivedRequest request = Assert.Single(receiver.Requests);
        expected = expected.Replace("A", Json.ToText(Two.Alerts[0]), StringComparison.Ordinal).Replace("B", Json.ToText(Two.Alerts[1]), StringComparison.Ordinal);
        Assert.Equal((expected, type), (request.Text, request.Headers["Content-Type"]));
    }

    [Fact]
    public async Task A_body_may_be_compressed()
    {
        await using HttpReceiver receiver = await HttpReceiver.StartAsync();

        await WriteAsync(new HttpSinkOptions { Url = receiver.Url, Compression = HttpCompression.Request }, Json);

        ReceivedRequest request = receiver.Requests.First();
        Assert.Equal("gzip", request.Headers["Content-Encoding"]);
        using var gzip = new GZipStream(new MemoryStream(request.Body), CompressionMode.Decompress);
        Assert.Equal(Json.ToText(Two.Alerts[0]), await new StreamReader(gzip).ReadToEndAsync());
    }

    [Fact]
    public async Task Replies_are_echoed_on_request()
    {
        await using HttpReceiver receiver = await HttpReceiver.StartAsync();
        using var echo = new MemoryStream();

        await WriteAsync(new HttpSinkOptions { Url = receiver.Url, Echo = echo }, Json);

        Assert.Equal("thanksthanks", Encoding.UTF8.GetString(echo.ToArray()));
    }

    [Fact]
    public async Task A_request_that_runs_out_of_time_is_repeated_at_once_as_often_as_allowed()
    {
        int requests = 0;
        await using HttpReceiver receiver = await HttpReceiver.StartAsync(async context =>
        {
            Interlocked.Increment(ref requests);
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
        var options = new HttpSinkOptions { Url = receiver.Url, RequestTimeout = TimeSpan.FromMilliseconds(200), MaxConsecutiveTimeouts = 2 };

        await Assert.ThrowsAsync<DeliveryException>(() => WriteAsync(options, Json));

        Assert.Equal(3, requests);
    }

    [Fact]
    public void A_json_array_of_plain_text_is_refused() => Assert.Throws<ArgumentException>(
        () => new HttpSink(new HttpSinkOptions { Url = new Uri("http://localhost"), Batching = HttpBatching.JsonArray }, Plain));

    [Fact]
    public void A_header_with_a_line_end_is_refused() => Assert.Throws<ArgumentException>(() => new HttpSink(
        new HttpSinkOptions { Url = new Uri("http://localhost"), Headers = new Dictionary<string, string> { ["X-A"] = "b\r\nX-C: d" } }, Json));

    private static async Task WriteAsync(HttpSinkOptions options, AlertLayout layout)
    {
        using var sink = new HttpSink(options, layout);
        await sink.WriteAsync(Two, CancellationToken.None);
    }
}
