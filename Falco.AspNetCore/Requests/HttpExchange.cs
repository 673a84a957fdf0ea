using System.Diagnostics;
using System.Security.Claims;
using Falco.AspNetCore.Responses;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Features.Authentication;

namespace Falco.AspNetCore.Requests;

/// <summary>A request and what becomes of it, as rules read them. Used for one request after the other.</summary>
/// <remarks>Only the request's own thread of execution uses it, and nothing of it is handed to the application.</remarks>
internal sealed class HttpExchange(CapturePolicy policy)
{
    private HttpContext? _context;
    private long _started;

    /// <summary>What rules may not see.</summary>
    public CapturePolicy Policy => policy;

    public HttpContext Context => _context!;

    /// <summary>What ended the rest of the pipeline, if something did.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Counts the bytes of the body, if a rule reads them.</summary>
    public CountingBody? Body { get; set; }

    /// <summary>The time since the request came by here.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_started);

    /// <summary>The user, if somebody has found out who it is; asking the context would make one.</summary>
    public ClaimsPrincipal? User => Context.Features.Get<IHttpAuthenticationFeature>()?.User;

    public void Begin(HttpContext context)
    {
        _context = context;
        _started = Stopwatch.GetTimestamp();
    }

    /// <summary>Forgets the request.</summary>
    public void Clear()
    {
        _context = null;
        Failure = null;
        Body = null;
    }

    public T? Feature<T>()
        where T : class => Context.Features.Get<T>();

    /// <summary>The request as it was sent: path and query, not decoded.</summary>
    public string? RawTarget => Feature<IHttpRequestFeature>()?.RawTarget;
}
