namespace Falco.Outputs.Sinks.Http;

/// <summary>A receiver of alerts over HTTP (<c>http_output</c>).</summary>
public sealed record HttpSinkOptions
{
    /// <summary>Where alerts are posted to.</summary>
    public required Uri Url { get; init; }

    /// <summary>The User-Agent.</summary>
    public string UserAgent { get; init; } = "falcosecurity/falco";

    /// <summary>More headers, for instance <c>Authorization</c>.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>How several alerts share a request. Default: not at all.</summary>
    public HttpBatching Batching { get; init; }

    /// <summary>What is compressed. Default: nothing.</summary>
    public HttpCompression Compression { get; init; }

    /// <summary>Whether whoever answers is believed (<c>insecure</c>): neither its certificate nor its name is checked.</summary>
    public bool IsInsecure { get; init; }

    /// <summary>A PEM file with the certificate of the authority that the receiver's must come from (<c>ca_cert</c>).</summary>
    public string? CaCertificate { get; init; }

    /// <summary>A PEM file with the certificates of several authorities (<c>ca_bundle</c>), heeded if there is no single one.</summary>
    public string? CaBundle { get; init; }

    /// <summary>
    /// A folder with PEM files of authorities (<c>ca_path</c>), heeded if there is no file; <see langword="null"/> for those that the
    /// system trusts.
    /// </summary>
    public string? CaFolder { get; init; }

    /// <summary>A PEM file with our certificate, for receivers that demand one (<c>client_cert</c>).</summary>
    public string? ClientCertificate { get; init; }

    /// <summary>A PEM file with the key of our certificate (<c>client_key</c>).</summary>
    public string? ClientKey { get; init; }

    /// <summary>Whether idle connections are probed by TCP (<c>keep_alive</c>), so that a peer that is gone is noticed.</summary>
    public bool KeepAlive { get; init; }

    /// <summary>The time for a request; <see langword="null"/> leaves it to <see cref="Delivery.SinkOptions.AttemptTimeout"/>.</summary>
    public TimeSpan? RequestTimeout { get; init; }

    /// <summary>How often a request that ran out of time is repeated at once (<c>max_consecutive_timeouts</c>).</summary>
    public int MaxConsecutiveTimeouts { get; init; } = 5;

    /// <summary>Takes the replies' bodies (<c>echo</c>); <see langword="null"/> discards them.</summary>
    public Stream? Echo { get; init; }
}

/// <summary>How alerts share HTTP requests.</summary>
public enum HttpBatching
{
    /// <summary>A request for each alert.</summary>
    None,

    /// <summary>A JSON array of alerts. The layout has to be JSON.</summary>
    JsonArray,

    /// <summary>An alert a line (<c>application/x-ndjson</c> or <c>text/plain</c>).</summary>
    Lines,
}

/// <summary>What is compressed over HTTP.</summary>
public enum HttpCompression
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The receiver is told that its reply may be (<c>TE: gzip</c>): all that the reference makes of <c>compress_uploads</c>.</summary>
    Reply,

    /// <summary>What is sent (<c>Content-Encoding: gzip</c>); the receiver has to know how to read it.</summary>
    Request,
}
