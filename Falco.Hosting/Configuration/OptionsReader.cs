using System.Net;
using System.Net.Sockets;
using Falco.Hosting.Configuration.Documents;
using Falco.Outputs.Rendering;
using Falco.Rules.Diagnostics;
using Falco.Rules.Engine;
using Falco.Rules.Loading;

namespace Falco.Hosting.Configuration;

/// <summary>Turns a document into options.</summary>
internal sealed class OptionsReader(ConfigurationReader reader, List<Diagnostic> diagnostics)
{
    // Parts of the reference that are not built yet: said once, instead of leaving the user waiting for them.
    private static readonly string[] UnsupportedSwitches =
    [
        "metrics.enabled", "webserver.enabled",
    ];

    /// <summary>Reads all options.</summary>
    /// <exception cref="ConfigurationException">A value is not allowed.</exception>
    public FalcoOptions Read()
    {
        ReportUnsupported();
        CheckListenAddress();
        return new FalcoOptions
        {
            Engine = new EngineReader(reader, diagnostics).Read(),
            Capture = CaptureOptionsReader.Read(reader),
            Plugins = PluginOptionsReader.Read(reader),
            RulesFiles = ReadRulesFiles(),
            WatchesFiles = reader.Boolean("watch_config_files", true),
            RuleSelections = RuleSelectionReader.Read(reader),
            MinimumPriority = ReadPriority(),
            MatchAllRules = ReadRuleMatching(),
            AppendOutput = AppendOutputReader.Read(reader),
            StaticFields = ReadStaticFields(),
            Layout = ReadLayout(),
            Base64Buffers = reader.Boolean("buffer_format_base64", false),
            BufferedOutputs = reader.Boolean("buffered_outputs", false),
            StandardOutput = new StandardOutputOptions { Enabled = reader.Boolean("stdout_output.enabled", false) },
            Outputs = new OutputReader(reader).Read(),
            Log = ReadLog(),
        };
    }

    private IReadOnlyList<string> ReadRulesFiles()
    {
        bool isDeprecated = reader.Find("rules_file") is not null;
        if (!isDeprecated)
            return reader.Texts("rules_files");
        if (reader.Find("rules_files") is not null)
            throw reader.Error("rules_file", "both 'rules_files' and 'rules_file' keys set");
        Warn(ConfigurationCodes.Deprecated, "rules_file", "Using deprecated config key 'rules_file' (singular form). Please use new 'rules_files' config key (plural form).");
        return reader.Texts("rules_file");
    }

    private RulePriority ReadPriority()
    {
        string name = reader.Text("priority", "debug");
        return PriorityText.TryParse(name, out RulePriority priority)
            ? priority
            : throw reader.Fail(
                "priority",
                $"Unknown priority \"{name}\"--must be one of emergency, alert, critical, error, warning, notice, informational, debug");
    }

    private bool ReadRuleMatching()
    {
        string word = reader.Text("rule_matching", "first");
        if (word.Equals("all", StringComparison.OrdinalIgnoreCase))
            return true;
        return word.Equals("first", StringComparison.OrdinalIgnoreCase)
            ? false
            : throw reader.Fail("rule_matching", $"Unknown rule matching strategy \"{word}\"--must be one of first, all");
    }

    private List<KeyValuePair<string, string>> ReadStaticFields()
    {
        var fields = new List<KeyValuePair<string, string>>();
        if (reader.Find("static_fields") is MappingNode mapping)
        {
            foreach ((string key, ConfigurationNode value) in mapping.Entries)
                fields.Add(new(key, (value as ScalarNode)?.Text ?? throw ConfigurationReader.BadConversion(value)));
        }

        return fields;
    }

    private AlertLayoutOptions ReadLayout() => new()
    {
        Json = reader.Boolean("json_output", false),
        IncludeOutput = reader.Boolean("json_include_output_property", true),
        IncludeMessage = reader.Boolean("json_include_message_property", false),
        IncludeOutputFields = reader.Boolean("json_include_output_fields_property", true),
        IncludeTags = reader.Boolean("json_include_tags_property", true),
        Iso8601Time = reader.Boolean("time_format_iso_8601", false),
    };

    private LogOptions ReadLog()
    {
        string level = reader.Text("log_level", "info");
        return new LogOptions
        {
            StandardError = reader.Boolean("log_stderr", false),
            Level = level switch
            {
                "emergency" => LogSeverity.Emergency,
                "alert" => LogSeverity.Alert,
                "critical" => LogSeverity.Critical,
                "error" => LogSeverity.Error,
                "warning" => LogSeverity.Warning,
                "notice" => LogSeverity.Notice,
                "info" => LogSeverity.Informational,
                "debug" => LogSeverity.Debug,
                _ => throw reader.Fail("log_level", $"Unknown log level {level}"),
            },
        };
    }

    // Checked as the reference does, whether or not the web server is switched on.
    private void CheckListenAddress()
    {
        string text = reader.Text("webserver.listen_address", "0.0.0.0");
        bool isValid = text.Contains(':', StringComparison.Ordinal)
            ? !text.AsSpan().ContainsAny('[', '%') && IPAddress.TryParse(text, out _)
            : text.AsSpan().Count('.') == 3 && IPAddress.TryParse(text, out IPAddress? address)
                && address.AddressFamily == AddressFamily.InterNetwork;
        if (!isValid)
            throw reader.Error("webserver.listen_address", $"webserver listen address \"{text}\" is not a valid IP address");
    }

    private void ReportUnsupported()
    {
        foreach (string key in UnsupportedSwitches)
        {
            if (reader.Boolean(key, false))
                Warn(ConfigurationCodes.Unsupported, key, $"{key} is set, but this version cannot do that yet: ignored");
        }
    }

    private void Warn(string code, string key, string message) =>
        diagnostics.Add(ConfigurationLoader.ToDiagnostic(code, DiagnosticSeverity.Warning, message, reader.Find(key)!.Position));
}
