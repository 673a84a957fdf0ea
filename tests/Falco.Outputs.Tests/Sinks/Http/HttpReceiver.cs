using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Falco.Outputs.Tests.Sinks.Http;

/// <summary>A web server on loopback that keeps what is posted to it.</summary>
internal sealed class HttpReceiver : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly Func<HttpContext, Task>? _handle;

    private HttpReceiver(WebApplication server, Func<HttpContext, Task>? handle)
    {
        _server = server;
        _handle = handle;
    }

    /// <summary>The requests that were read, in order.</summary>
    public ConcurrentQueue<ReceivedRequest> Requests { get; } = new();

    public Uri Url { get; private set; } = null!;

    /// <param name="handle">Answers before the body is read; by default with 200.</param>
    /// <param name="certificate">Makes it an HTTPS server.</param>
    /// <param name="clientAuthority">Demands a client certificate from this authority.</param>
    /// <param name="port">Where it listens; by default on a free port.</param>
    public static async Task<HttpReceiver> StartAsync(
        Func<HttpContext, Task>? handle = null, X509Certificate2? certificate = null, X509Certificate2? clientAuthority = null, int port = 0)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen =>
        {
            if (certificate is null)
                return;
            listen.UseHttps(certificate, https =>
            {
                if (clientAuthority is null)
                    return;
                https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
                https.ClientCertificateValidation = (client, _, _) => TestCertificates.IsFrom(clientAuthority, client);
            });
        }));
        WebApplication server = builder.Build();
        var receiver = new HttpReceiver(server, handle);
        server.Run(receiver.AnswerAsync);
        await server.StartAsync();
        string address = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        receiver.Url = new Uri(address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal));
        return receiver;
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _server.StopAsync(now.Token);
        await _server.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (_handle is not null)
            await _handle(context);
        if (context.Response.StatusCode != 200 || context.Response.HasStarted || context.RequestAborted.IsCancellationRequested)
            return;
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        Requests.Enqueue(new ReceivedRequest(
            context.Request.Method,
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body.ToArray(),
            context.Connection.Id));
        await context.Response.WriteAsync("thanks");
    }
}

/// <summary>A request as it arrived.</summary>
internal sealed record ReceivedRequest(string Method, Dictionary<string, string> Headers, byte[] Body, string Connection)
{
    public string Text => System.Text.Encoding.UTF8.GetString(Body);
}
