using System.Net;
using Falco.AspNetCore.Tests.Servers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Falco.AspNetCore.Tests.Requests;

public sealed class SensorAllocationTests
{
    private const int Requests = 5_000;

    // Of every kind that the framework lets one read without garbage.
    private static readonly string Rules =
        WebRules.Rule("evt.type = request and http.path contains /etc/passwd", name: "a")
        + WebRules.Rule("http.query contains \"union select\" or http.query[q] contains \"<script\"", name: "b")
        + WebRules.Rule("http.header[User-Agent] startswith sqlmap or http.target contains ..", name: "c")
        + WebRules.Rule("http.remote.net in (192.0.2.0/24) or http.remote.ip = 192.0.2.1", name: "d")
        + WebRules.Rule("http.method in (TRACE, TRACK) and http.host exists and http.is_tls = true", name: "e")
        + WebRules.Rule("http.status = 500 or http.duration > 60000000000", name: "f");

    [Fact]
    public async Task The_sensor_allocates_nothing_when_no_rule_holds()
    {
        await using WebServer server = await WebServer.InMemoryAsync(Rules, static _ => { });
        HttpSensor sensor = server.Services.GetRequiredKeyedService<HttpSensor>("");
        DefaultHttpContext context = new();
        context.Request.Method = "GET";
        context.Request.Path = "/orders/17";
        context.Request.QueryString = new QueryString("?q=a%20lamp&page=2");
        context.Request.Headers.UserAgent = "Mozilla/5.0";
        context.Request.Host = new HostString("shop.example");
        context.Connection.RemoteIpAddress = IPAddress.Parse("::ffff:10.0.0.1");
        RequestDelegate next = static _ => Task.CompletedTask;
        Run(sensor, context, next);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(sensor, context, next);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal((Requests * 4, 0, 0), ((int)server.Engine.GetStatus().Sources[0].Events, (int)server.Engine.GetStatus().Sources[0].Alerts, (int)server.Engine.GetStatus().Sources[0].Faults));
    }

    private static void Run(HttpSensor sensor, HttpContext context, RequestDelegate next)
    {
        for (int i = 0; i < Requests; i++)
            Assert.True(sensor.InvokeAsync(context, next).IsCompletedSuccessfully);
    }
}
