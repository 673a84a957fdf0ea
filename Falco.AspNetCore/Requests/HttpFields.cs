using System.Diagnostics;
using Falco.Core.Applications;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;

namespace Falco.AspNetCore.Requests;

/// <summary>The source <c>aspnetcore</c> and its fields. docs/web.md has them as a table, which a test holds equal.</summary>
internal static class HttpFields
{
    public const string SourceName = "aspnetcore";
    public const string Request = "request";
    public const string Response = "response";
    public const string Bytes = "http.bytes";

    public static ApplicationSource<HttpExchange> CreateSource() => AddResponse(AddCaller(AddRequest(
        new ApplicationSource<HttpExchange>(SourceName, Request, Response) { Description = "Requests to an ASP.NET Core application, and its responses." })));

    private static ApplicationSource<HttpExchange> AddRequest(ApplicationSource<HttpExchange> source) => source
        .Text("http.method", "the method, for instance GET", static exchange => exchange.Context.Request.Method)
        .ComposedText("http.path", "the path, decoded", WritePath)
        .ComposedText("http.target", "path and query as they were sent, not decoded; values of secret keys are ***", WriteTarget)
        .Text("http.route", "the pattern of the route that the request goes to", static exchange => (exchange.Context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText)
        .OptionallyKeyedText("http.query", "the query as it was sent, without the question mark; with a key in brackets its decoded values", WriteQuery)
        .KeyedText("http.header", "the values of a header; a secret one has none", WriteRequestHeader)
        .Text("http.host", "host and port that the client names", static exchange => exchange.Context.Request.Host.Value)
        .Text("http.scheme", "http or https", static exchange => exchange.Context.Request.Scheme)
        .Text("http.protocol", "the protocol, for instance HTTP/2", static exchange => exchange.Context.Request.Protocol)
        .Text("http.content_type", "the type of the request's body", static exchange => ValueOf(exchange.Context.Request.Headers.ContentType))
        .Number("http.content_length", "the length of the request's body, if the client tells it", static exchange => exchange.Context.Request.ContentLength);

    private static ApplicationSource<HttpExchange> AddCaller(ApplicationSource<HttpExchange> source) => source
        .Address("http.remote.ip", "the client's address", static exchange => exchange.Context.Connection.RemoteIpAddress)
        .Network("http.remote.net", "the client's address, to be compared with networks", static exchange => exchange.Context.Connection.RemoteIpAddress)
        .Port("http.remote.port", "the client's port", static exchange => exchange.Context.Connection.RemotePort is > 0 and int port ? port : null)
        .Flag("http.is_tls", "whether the connection is encrypted, as far as the application knows", static exchange => exchange.Context.Request.IsHttps)
        .Text("http.tls.protocol", "the protocol of the encryption, for instance Tls13", static exchange => exchange.Feature<ITlsHandshakeFeature>() is { } tls ? Enum.GetName(tls.Protocol) : null)
        .Text("http.user", "the name of the user, once authentication has run", static exchange => exchange.User?.Identity?.Name)
        .Flag("http.is_authenticated", "whether the user is known, once authentication has run", static exchange => exchange.User?.Identity?.IsAuthenticated ?? false)
        .KeyedText("http.claim", "the first claim of a type that the user has", static (exchange, type) => exchange.User?.FindFirst(type)?.Value)
        .Text("http.trace_id", "the trace that the request belongs to", static _ => Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.TraceId.ToHexString() : null)
        .Text("http.request_id", "the server's own name of the request", static exchange => exchange.Context.TraceIdentifier);

    private static ApplicationSource<HttpExchange> AddResponse(ApplicationSource<HttpExchange> source) => source
        .Number("http.status", "the status", static exchange => exchange.Context.Response.StatusCode, Response)
        .Number(Bytes, "how many bytes of the body the application wrote", static exchange => exchange.Body?.Written, Response)
        .Duration("http.duration", "how long the application took, in nanoseconds", static exchange => exchange.Elapsed, Response)
        .Text("http.exception", "the type of the exception that the application did not handle", static exchange => exchange.Failure?.GetType().FullName, Response)
        .Flag("http.is_aborted", "whether the client went away", static exchange => exchange.Context.RequestAborted.IsCancellationRequested, Response)
        .KeyedText("http.response.header", "the values of a header of the response; a secret one has none", WriteResponseHeader, Response)
        .Text("http.response.content_type", "the type of the response's body", static exchange => ValueOf(exchange.Context.Response.Headers.ContentType), Response);

    private static bool WritePath(HttpExchange exchange, ref ApplicationText text)
    {
        text.Append(exchange.Context.Request.PathBase.Value);
        text.Append(exchange.Context.Request.Path.Value);
        return true;
    }

    private static bool WriteTarget(HttpExchange exchange, ref ApplicationText text)
    {
        if (exchange.RawTarget is not { Length: > 0 } target)
            return false;
        int query = target.IndexOf('?', StringComparison.Ordinal);
        text.Append(query < 0 ? target : target.AsSpan(0, query + 1));
        if (query >= 0)
            QueryText.WriteRaw(target.AsSpan(query + 1), exchange.Policy, ref text);
        return true;
    }

    private static bool WriteQuery(HttpExchange exchange, string key, ref ApplicationText text)
    {
        if (exchange.Context.Request.QueryString.Value is not { Length: > 0 } query || exchange.Policy.HidesQueryKey(key))
            return false;
        if (key.Length > 0)
            return QueryText.WriteValues(query, key, ref text);
        QueryText.WriteRaw(query, exchange.Policy, ref text);
        return true;
    }

    private static bool WriteRequestHeader(HttpExchange exchange, string name, ref ApplicationText text) =>
        Write(exchange.Context.Request.Headers, name, exchange.Policy, ref text);

    private static bool WriteResponseHeader(HttpExchange exchange, string name, ref ApplicationText text) =>
        Write(exchange.Context.Response.Headers, name, exchange.Policy, ref text);

    private static bool Write(IHeaderDictionary headers, string name, CapturePolicy policy, ref ApplicationText text)
    {
        if (policy.HidesHeader(name) || !headers.TryGetValue(name, out StringValues values))
            return false;
        for (int i = 0; i < values.Count; i++)
        {
            if (i > 0)
                text.AppendUtf8(","u8);
            text.Append(values[i]);
        }

        return true;
    }

    private static string? ValueOf(StringValues values) => values.Count > 0 ? values[0] : null;
}
