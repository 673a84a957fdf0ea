using Falco.Outputs.Rendering;
using Falco.Rules.Engine;
using Falco.Rules.Loading;

namespace Falco.Hosting.Configuration;

/// <summary>What <c>falco.yaml</c> says, typed. Immutable. The defaults are those of a file that says nothing.</summary>
public sealed record FalcoOptions
{
    /// <summary>Where events come from (<c>engine</c>).</summary>
    public EngineOptions Engine { get; init; } = new();

    /// <summary>Whether what surrounds an alert is recorded (<c>capture</c>).</summary>
    public CaptureOptions Capture { get; init; } = new();

    /// <summary>The plugins in the order of loading (<c>plugins</c>, <c>load_plugins</c>).</summary>
    public IReadOnlyList<PluginOptions> Plugins { get; init; } = [];

    /// <summary>Rules files and folders (<c>rules_files</c>), in the order of loading.</summary>
    public IReadOnlyList<string> RulesFiles { get; init; } = [];

    /// <summary>Whether rules are loaded again when their files change (<c>watch_config_files</c>).</summary>
    public bool WatchesFiles { get; init; } = true;

    /// <summary>Which rules are switched on and off (<c>rules</c>); later entries win.</summary>
    public IReadOnlyList<RuleSelection> RuleSelections { get; init; } = [];

    /// <summary>Rules that are less important are not loaded (<c>priority</c>).</summary>
    public RulePriority MinimumPriority { get; init; } = RulePriority.Debug;

    /// <summary>Whether every matching rule raises an alert, or only the first (<c>rule_matching</c>).</summary>
    public bool MatchAllRules { get; init; }

    /// <summary>What is appended to the outputs of rules (<c>append_output</c>), in this order.</summary>
    public IReadOnlyList<OutputAppendix> AppendOutput { get; init; } = [];

    /// <summary>Constants that outputs may name as <c>static.KEY</c> (<c>static_fields</c>).</summary>
    public IReadOnlyList<KeyValuePair<string, string>> StaticFields { get; init; } = [];

    /// <summary>How alerts are laid out (<c>json_output</c>, <c>json_include_*</c>, <c>time_format_iso_8601</c>).</summary>
    public AlertLayoutOptions Layout { get; init; } = new();

    /// <summary>Whether buffers are printed as Base64 (<c>buffer_format_base64</c>).</summary>
    public bool Base64Buffers { get; init; }

    /// <summary>Whether outputs may hold back alerts to write many at once (<c>buffered_outputs</c>).</summary>
    public bool BufferedOutputs { get; init; }

    /// <summary>Standard output (<c>stdout_output</c>).</summary>
    public StandardOutputOptions StandardOutput { get; init; } = new();

    /// <summary>Other outputs (<c>file_output</c>, <c>syslog_output</c>, <c>program_output</c>, <c>http_output</c>) and their queue.</summary>
    public OutputOptions Outputs { get; init; } = new();

    /// <summary>The log (<c>log_stderr</c>, <c>log_level</c>).</summary>
    public LogOptions Log { get; init; } = new();
}
