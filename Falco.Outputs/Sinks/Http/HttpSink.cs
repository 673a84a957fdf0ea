using System.Net;
using System.Net.Sockets;
using Falco.Outputs.Rendering;

namespace Falco.Outputs.Sinks.Http;

/// <summary>Posts alerts to a receiver.</summary>
/// <remarks>
/// A reply of 2xx means delivered. 408, 425, 429 and 5xx may pass, and their <c>Retry-After</c> is passed on; other replies are permanent.
/// Redirects are not followed.
/// </remarks>
public sealed class HttpSink : IAlertSink, IDisposable
{
    // A reply that is longer is not echoed further.
    private const int EchoBytes = 64 * 1024;

    private readonly HttpSinkOptions _options;
    private readonly HttpBody _body;
    private readonly HttpClient _client;
    private readonly TimeProvider _clock;

    /// <summary>Makes a sink; it connects with the first delivery.</summary>
    /// <param name="options">The receiver.</param>
    /// <param name="layout">How alerts are laid out.</param>
    /// <param name="clock">Tells the time.</param>
    /// <exception cref="ArgumentException">Alerts that are not JSON are to be put into a JSON array, or a header cannot be sent.</exception>
    /// <exception cref="IOException">A certificate cannot be read.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">A file holds no certificate, or no key that fits.</exception>
    public HttpSink(HttpSinkOptions options, AlertLayout layout, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(layout);
        if (options.Batching == HttpBatching.JsonArray && !layout.IsJson)
            throw new ArgumentException("A JSON array takes alerts that are laid out as JSON.", nameof(options));
        _options = options;
        _body = new HttpBody(options, layout);
        _clock = clock ?? TimeProvider.System;
        _client = new HttpClient(HttpConnections.Create(options)) { Timeout = Timeout.InfiniteTimeSpan };
        AddHeader("User-Agent", options.UserAgent);
        if (options.Compression == HttpCompression.Reply)
            AddHeader("TE", "gzip");
        foreach ((string name, string value) in options.Headers)
            AddHeader(name, value);
    }

    /// <inheritdoc/>
    /// <exception cref="DeliveryException">The receiver refuses, or does not answer.</exception>
    /// <exception cref="HttpRequestException">The receiver cannot be reached.</exception>
    public async ValueTask WriteAsync(AlertBatch batch, CancellationToken cancellationToken)
    {
        int step = _options.Batching == HttpBatching.None ? 1 : Math.Max(1, batch.Count);
        for (int done = 0; done < batch.Count; done += step)
        {
            try
            {
                await PostAsync(batch, done, step, cancellationToken).ConfigureAwait(false);
            }
            catch (HttpRequestException error) when (done > 0)
            {
                throw new DeliveryException(error.Message, error) { DeliveredCount = done };
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private void AddHeader(string name, string value)
    {
        if (!_client.DefaultRequestHeaders.TryAddWithoutValidation(name, value) || value.AsSpan().ContainsAny('\r', '\n'))
            throw new ArgumentException($"The header '{name}' cannot be sent.", nameof(name));
    }

    // Time-outs are repeated at once, as in the reference; what else fails is for the dispatcher to repeat.
    private async ValueTask PostAsync(AlertBatch batch, int done, int count, CancellationToken token)
    {
        for (int timeouts = 0; ; timeouts++)
        {
            using CancellationTokenSource? limit = _options.RequestTimeout is { } time ? new CancellationTokenSource(time, _clock) : null;
            using var either = CancellationTokenSource.CreateLinkedTokenSource(token, limit?.Token ?? CancellationToken.None);
            try
            {
                await PostOnceAsync(batch, done, count, either.Token).ConfigureAwait(false);
                return;
            }
            catch (Exception error) when (IsTimeout(error, limit) && !token.IsCancellationRequested)
            {
                if (timeouts >= _options.MaxConsecutiveTimeouts)
                    throw new DeliveryException($"{_options.Url} does not answer in time", error) { DeliveredCount = done };
            }
        }
    }

    private static bool IsTimeout(Exception error, CancellationTokenSource? limit) => error switch
    {
        OperationCanceledException => limit?.IsCancellationRequested == true,
        HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.TimedOut } } => true,
        _ => false,
    };

    private async ValueTask PostOnceAsync(AlertBatch batch, int done, int count, CancellationToken token)
    {
        using HttpContent content = _body.Create(batch.Alerts.Slice(done, count));
        using var request = new HttpRequestMessage(HttpMethod.Post, _options.Url) { Content = content };
        using HttpResponseMessage reply = await _client
            .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token).ConfigureAwait(false);
        if (!reply.IsSuccessStatusCode)
            throw Refused(reply, done);
        await ReadReplyAsync(reply, token).ConfigureAwait(false);
    }

    // Read to its end, so that the connection can be used again, but not for ever.
    private async ValueTask ReadReplyAsync(HttpResponseMessage reply, CancellationToken token)
    {
        Stream body = await reply.Content.ReadAsStreamAsync(token).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            byte[] bytes = new byte[4096];
            for (int total = 0; total < EchoBytes;)
            {
                int read = await body.ReadAsync(bytes, token).ConfigureAwait(false);
                if (read == 0)
                    return;
                total += read;
                if (_options.Echo is { } echo)
                    await echo.WriteAsync(bytes.AsMemory(0, read), token).ConfigureAwait(false);
            }
        }
    }

    private DeliveryException Refused(HttpResponseMessage reply, int done)
    {
        int status = (int)reply.StatusCode;
        bool mayPass = status >= 500 || reply.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or (HttpStatusCode)425;
        TimeSpan? wait = reply.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - _clock.GetUtcNow(),
            _ => null,
        };
        return new DeliveryException($"{_options.Url} answers {status} {reply.ReasonPhrase}")
        {
            DeliveredCount = done,
            IsPermanent = !mayPass,
            RetryAfter = wait,
        };
    }
}
