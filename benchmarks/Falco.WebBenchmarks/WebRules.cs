namespace Falco.WebBenchmarks;

/// <summary>Rules as an application would have them, of which none holds for the requests of the benchmarks.</summary>
internal static class WebRules
{
    /// <summary>Twelve rules that read path, query, headers, the client's address, status and duration.</summary>
    public static string Text { get; } = string.Concat(
        Rule("Traversal", "evt.type = request and (http.target contains .. or http.path contains /etc/passwd)"),
        Rule("Hidden files", "evt.type = request and http.path startswith anyof (/.env, /.git, /.svn, /.aws, /wp-admin, /phpmyadmin)"),
        Rule("Injection", "evt.type = request and http.query icontains anyof (\"union select\", \"' or 1=1\", \"<script\", \"../\", \"sleep(\")"),
        Rule("Injection in a search", "evt.type = request and http.query[q] contains anyof (\"'\", \"--\", \"<\")"),
        Rule("Scanner", "evt.type = request and http.header[User-Agent] startswith anyof (sqlmap, nikto, masscan, zgrab, nuclei)"),
        Rule("Odd method", "evt.type = request and http.method in (TRACE, TRACK, CONNECT, DEBUG)"),
        Rule("Known attacker", "evt.type = request and http.remote.net in (192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24)"),
        Rule("Lookup in a header", "evt.type = request and http.header[Referer] contains \"${jndi:\""),
        Rule("Large body", "evt.type = request and http.content_length > 100000000"),
        Rule("Administration from outside", "evt.type = request and http.path startswith /admin and not http.remote.net in (10.0.0.0/8)"),
        Rule("Failed", "evt.type = response and http.status >= 500"),
        Rule("Slow", "evt.type = response and http.duration > 30000000000"));

    private static string Rule(string name, string condition) =>
        $"- rule: {name}\n  desc: d\n  source: aspnetcore\n  condition: >\n    {condition}\n  output: '%http.method %http.path from %http.remote.ip'\n  priority: WARNING\n";
}
