using Falco.Hosting.Configuration.Documents;
using Falco.Outputs.Sinks;
using Falco.Outputs.Sinks.Http;
using Falco.Outputs.Sinks.Programs;
using Falco.Rules.Language;

namespace Falco.Hosting.Configuration;

/// <summary>Reads where alerts go: <c>file_output</c>, <c>syslog_output</c>, <c>program_output</c>, <c>http_output</c>, and their queue.</summary>
internal sealed class OutputReader(ConfigurationReader reader)
{
    private const string SystemAuthorities = "/etc/ssl/certs";

    /// <exception cref="ConfigurationException">A value is missing or not allowed.</exception>
    public OutputOptions Read()
    {
        long capacity = reader.Integer("outputs_queue.capacity", 0);
        return new OutputOptions
        {
            QueueCapacity = capacity <= 0 ? OutputOptions.MaxQueueCapacity : (int)Math.Min(capacity, OutputOptions.MaxQueueCapacity),
            Timeout = TimeSpan.FromMilliseconds(Math.Clamp(reader.Integer("output_timeout", 2000), 1, uint.MaxValue)),
            File = ReadFile(),
            Syslog = reader.Boolean("syslog_output.enabled", false),
            Program = ReadProgram(),
            Http = ReadHttp(),
            EchoesHttp = reader.Boolean("http_output.echo", false),
        };
    }

    private FileSinkOptions? ReadFile() => !reader.Boolean("file_output.enabled", false) ? null : new FileSinkOptions
    {
        Path = Required("file_output.filename", "file output enabled but no filename in configuration block"),
        KeepOpen = IsKept("file_output.keep_alive"),
        IsBuffered = reader.Boolean("buffered_outputs", false),
    };

    private ProgramSinkOptions? ReadProgram() => !reader.Boolean("program_output.enabled", false) ? null : new ProgramSinkOptions
    {
        Command = Required("program_output.program", "program output enabled but no program in configuration block"),
        KeepRunning = IsKept("program_output.keep_alive"),
        IgnoresExitCode = true,
    };

    private HttpSinkOptions? ReadHttp()
    {
        if (!reader.Boolean("http_output.enabled", false))
            return null;
        bool showsCertificate = reader.Boolean("http_output.mtls", false);
        return new HttpSinkOptions
        {
            Url = ReadUrl(),
            UserAgent = reader.Text("http_output.user_agent", "falcosecurity/falco"),
            IsInsecure = reader.Boolean("http_output.insecure", false),
            CaCertificate = Optional("http_output.ca_cert"),
            CaBundle = Optional("http_output.ca_bundle"),
            CaFolder = Optional("http_output.ca_path") is { } folder && folder != SystemAuthorities ? folder : null,
            ClientCertificate = showsCertificate ? reader.Text("http_output.client_cert", SystemAuthorities + "/client.crt") : null,
            ClientKey = showsCertificate ? reader.Text("http_output.client_key", SystemAuthorities + "/client.key") : null,
            Compression = reader.Boolean("http_output.compress_uploads", false) ? HttpCompression.Reply : HttpCompression.None,
            KeepAlive = reader.Boolean("http_output.keep_alive", false),
            MaxConsecutiveTimeouts = (int)Math.Clamp(reader.Integer("http_output.max_consecutive_timeouts", 5), 0, byte.MaxValue),
        };
    }

    // Without a scheme it is HTTP, as for the reference's client.
    private Uri ReadUrl()
    {
        const string Key = "http_output.url";
        string text = Unquote(Required(Key, "http output enabled but no url in configuration block"));
        if (!text.Contains("://", StringComparison.Ordinal))
            text = "http://" + text;
        return Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https"
            ? url
            : throw reader.Error(Key, $"http output url '{text}' is not a URL of http or https");
    }

    private static string Unquote(string text) =>
        text.Length >= 2 && text[0] is '"' or '\'' && text[^1] == text[0] && QuotedText.TryUnescape(text, out string? plain, out _) ? plain : text;

    private string Required(string key, string message) => Optional(key) ?? throw reader.Error(key, message);

    private string? Optional(string key) => reader.Text(key, "") is { Length: > 0 } text ? text : null;

    // As the reference, which compares the text.
    private bool IsKept(string key) => reader.Text(key, "") == "true";
}
