namespace Falco.AspNetCore;

/// <summary>What the sensor may show to rules, and what it may do. Read when the engine's services are first used.</summary>
public sealed class FalcoSensorOptions
{
    /// <summary>
    /// Whether a request is refused (status 403, nothing else of the application is run) for which a rule with the tag <c>deny</c> holds. Off by
    /// default: then such a rule only raises its alert.
    /// </summary>
    public bool CanRefuse { get; set; }

    /// <summary>
    /// Headers, of requests and responses, that have no value for rules, because they hold what must not get into alerts. Names in any case.
    /// </summary>
    public ISet<string> SecretHeaders { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie", "X-Api-Key", "X-Auth-Token", "X-Csrf-Token", "X-Xsrf-Token",
    };

    /// <summary>Those of <see cref="SecretHeaders"/> that rules may read all the same.</summary>
    public ISet<string> RevealedHeaders { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Keys of the query whose values are secrets: they have no value for rules, and <c>http.query</c> and <c>http.target</c> show <c>***</c> in
    /// their place. Names in any case. Remove from it what rules may read.
    /// </summary>
    public ISet<string> SecretQueryKeys { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "access_token", "id_token", "refresh_token", "token", "client_secret", "api_key", "apikey", "password",
    };

    /// <summary>Texts are cut to this many bytes of UTF-8 for rules, and counted; more than the server's own default limits let through.</summary>
    public int MaxTextLength { get; set; } = 64 * 1024;

    /// <summary>How many clients may follow the alerts at the same time (<c>MapFalcoStatus</c>); a further one gets the status 503.</summary>
    public int MaxAlertClients { get; set; } = 64;

    /// <summary>How many alerts wait for a client that follows them; later ones are dropped for it, and it is told how many.</summary>
    public int AlertClientCapacity { get; set; } = 256;
}
