using Falco.AspNetCore.Requests;
using Falco.AspNetCore.Responses;
using Falco.AspNetCore.Telemetry;
using Falco.Hosting;
using Falco.Rules.Engine;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.ObjectPool;

namespace Falco.AspNetCore;

/// <summary>Has the requests of an application judged by the rules of one engine, and refuses those that are to be refused.</summary>
internal sealed class HttpSensor
{
    private readonly ApplicationEvents<HttpExchange> _events;
    private readonly FalcoSensorOptions _options;
    private readonly DefaultObjectPool<HttpExchange> _exchanges;
    private readonly ILogger _log;
    private readonly Func<object, Task> _complete;
    private long _refused;

    public HttpSensor(ApplicationEvents<HttpExchange> events, FalcoSensorOptions options, ILogger log)
    {
        _events = events;
        _options = options;
        _log = log;
        CapturePolicy policy = new(options);
        _exchanges = new DefaultObjectPool<HttpExchange>(new ExchangePolicy(policy), Environment.ProcessorCount * 16);
        _complete = exchange =>
        {
            End((HttpExchange)exchange);
            return Task.CompletedTask;
        };
    }

    /// <summary>Requests that were refused.</summary>
    public long Refused => Volatile.Read(ref _refused);

    /// <summary>Texts that were cut.</summary>
    public long TruncatedTexts => _events.TruncatedTexts;

    /// <summary>What was set.</summary>
    public FalcoSensorOptions Options => _options;

    /// <summary>Judges a request, runs the rest of the pipeline unless it is refused, and judges the response.</summary>
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (!_events.IsJudged)
            return next(context);
        HttpExchange exchange = _exchanges.Get();
        exchange.Begin(context);
        Verdict verdict = _events.Judge(HttpFields.Request, exchange);
        if (verdict.Refuses && _options.CanRefuse)
        {
            Refuse(context);
            End(exchange);
            return Task.CompletedTask;
        }

        if (!_events.HasRulesFor(HttpFields.Response))
        {
            GiveBack(exchange);
            return next(context);
        }

        if (_events.Reads(HttpFields.Bytes))
            CountBytes(exchange);
        Task rest;
        try
        {
            rest = next(context);
        }
        catch (Exception error)
        {
            Fail(exchange, error);
            throw;
        }

        if (!rest.IsCompletedSuccessfully)
            return FinishAsync(rest, exchange);
        End(exchange);
        return rest;
    }

    private async Task FinishAsync(Task rest, HttpExchange exchange)
    {
        try
        {
            await rest.ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Fail(exchange, error);
            throw;
        }

        End(exchange);
    }

    private void Refuse(HttpContext context)
    {
        Interlocked.Increment(ref _refused);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        _log.RequestRefused(context.Request.Method, context.Request.Path.Value ?? "", context.TraceIdentifier);
    }

    // Which status the client gets, whoever handles the exception decides: the response is judged when it has been sent.
    private void Fail(HttpExchange exchange, Exception error)
    {
        exchange.Failure = error;
        exchange.Context.Response.OnCompleted(_complete, exchange);
    }

    private void End(HttpExchange exchange)
    {
        _events.Judge(HttpFields.Response, exchange);
        GiveBack(exchange);
    }

    private void GiveBack(HttpExchange exchange)
    {
        exchange.Clear();
        _exchanges.Return(exchange);
    }

    private static void CountBytes(HttpExchange exchange)
    {
        if (exchange.Feature<IHttpResponseBodyFeature>() is not { } body)
            return;
        exchange.Body = new CountingBody(body);
        exchange.Context.Features.Set<IHttpResponseBodyFeature>(exchange.Body);
    }

    private sealed class ExchangePolicy(CapturePolicy policy) : IPooledObjectPolicy<HttpExchange>
    {
        public HttpExchange Create() => new(policy);

        public bool Return(HttpExchange exchange) => true;
    }
}
