using System.Buffers;
using System.Buffers.Text;
using System.IO.Pipelines;
using Falco.Hosting;
using Falco.Outputs.Rendering;
using Falco.Rules.Engine;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;

namespace Falco.AspNetCore.Status;

/// <summary>Sends the alerts of an engine to clients, as server-sent events: <c>alert</c> with the JSON of Falco, <c>dropped</c> with a number.</summary>
internal sealed class AlertStream(FalcoEngine engine, FalcoSensorOptions options, IHostApplicationLifetime lifetime, TimeProvider clock)
{
    // Keeps proxies from closing a quiet connection, and shows in time that a client has gone.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    private readonly AlertLayout _layout = new(new AlertLayoutOptions { Json = true }, clock);
    private int _clients;
    private long _dropped;

    /// <summary>Clients that follow at the moment.</summary>
    public int Clients => Volatile.Read(ref _clients);

    /// <summary>Alerts that some client has missed.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Serves one client until it goes, the engine ends, or the host stops.</summary>
    public async Task ServeAsync(HttpContext context)
    {
        if (Interlocked.Increment(ref _clients) > options.MaxAlertClients)
        {
            Interlocked.Decrement(ref _clients);
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        AlertClient client = new(options.AlertClientCapacity, () => Interlocked.Increment(ref _dropped));
        try
        {
            using IDisposable subscription = engine.Subscribe(client);
            await SendAsync(context, client, end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The client has gone or the host stops: the end that such a stream has.
        }
        finally
        {
            Interlocked.Decrement(ref _clients);
        }
    }

    private async Task SendAsync(HttpContext context, AlertClient client, CancellationToken end)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-cache,no-store";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        PipeWriter body = context.Response.BodyWriter;
        Write(body, ": alerts\n\n"u8);
        await body.FlushAsync(end).ConfigureAwait(false);
        while (true)
        {
            Task<bool> waiting = client.Waiting.WaitToReadAsync(end).AsTask();
            while (!await ComesInTimeAsync(waiting, end).ConfigureAwait(false))
            {
                Write(body, ":\n\n"u8);
                await body.FlushAsync(end).ConfigureAwait(false);
            }

            if (!await waiting.ConfigureAwait(false))
                return;
            while (client.Waiting.TryRead(out Alert? alert))
                WriteAlert(body, alert);
            if (client.TakeDropped() is > 0 and long dropped)
                WriteDropped(body, dropped);
            await body.FlushAsync(end).ConfigureAwait(false);
        }
    }

    private async Task<bool> ComesInTimeAsync(Task waiting, CancellationToken end)
    {
        try
        {
            await waiting.WaitAsync(Silence, clock, end).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private void WriteAlert(PipeWriter body, Alert alert)
    {
        Write(body, "event: alert\ndata: "u8);
        _layout.Write(alert, body);
        Write(body, "\n\n"u8);
    }

    private static void WriteDropped(PipeWriter body, long dropped)
    {
        Write(body, "event: dropped\ndata: "u8);
        Utf8Formatter.TryFormat(dropped, body.GetSpan(20), out int written);
        body.Advance(written);
        Write(body, "\n\n"u8);
    }

    private static void Write(PipeWriter body, ReadOnlySpan<byte> text) => body.Write(text);
}
