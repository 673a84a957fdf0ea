using System.Net;
using BenchmarkDotNet.Attributes;
using Falco.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Falco.WebBenchmarks;

/// <summary>What the sensor costs a request for which no rule holds: alone, and in a whole application in memory.</summary>
[MemoryDiagnoser]
public class SensorBenchmarks : IAsyncDisposable
{
    private readonly DefaultHttpContext _context = new();
    private WebApplication? _with;
    private WebApplication? _without;
    private HttpSensor _sensor = null!;
    private TestServer _serverWith = null!;
    private TestServer _serverWithout = null!;

    /// <summary>Starts the application twice.</summary>
    [GlobalSetup]
    public async Task Setup()
    {
        _with = await WebApplications.StartAsync(hasSensor: true, inMemory: true);
        _without = await WebApplications.StartAsync(hasSensor: false, inMemory: true);
        _serverWith = (TestServer)_with.Services.GetRequiredService<IServer>();
        _serverWithout = (TestServer)_without.Services.GetRequiredService<IServer>();
        _sensor = _with.Services.GetRequiredKeyedService<HttpSensor>("");
        Fill(_context);
    }

    /// <summary>The middleware alone.</summary>
    [Benchmark]
    public Task Middleware() => _sensor.InvokeAsync(_context, static _ => Task.CompletedTask);

    /// <summary>A request without the sensor.</summary>
    [Benchmark(Baseline = true)]
    public Task<HttpContext> Without() => _serverWithout.SendAsync(Fill);

    /// <summary>A request with it.</summary>
    [Benchmark]
    public Task<HttpContext> With() => _serverWith.SendAsync(Fill);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_with is not null)
            await _with.DisposeAsync();
        if (_without is not null)
            await _without.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Stops the applications.</summary>
    [GlobalCleanup]
    public async Task Cleanup() => await DisposeAsync();

    private static void Fill(HttpContext context)
    {
        context.Request.Method = "GET";
        context.Request.Path = "/orders/17";
        context.Request.QueryString = new QueryString("?q=lamp&page=2");
        context.Request.Headers.UserAgent = "Mozilla/5.0 (X11; Linux x86_64)";
        context.Request.Headers.Referer = "https://shop.example/orders";
        context.Request.Host = new HostString("shop.example");
        context.Connection.RemoteIpAddress = IPAddress.Loopback;
    }
}
