using Falco.Hosting.Configuration;
using Falco.Rules.Diagnostics;
using Falco.Rules.Engine;

namespace Falco.Hosting.Tests.Configuration;

public sealed class ConfigurationLoaderTests
{
    [Fact]
    public void Without_a_file_alerts_go_to_standard_output_with_the_suggested_fields()
    {
        FalcoOptions options = Options(new ConfigurationSource());

        Assert.True(options.StandardOutput.Enabled);
        Assert.True(Assert.Single(options.AppendOutput).SuggestedOutput);
        Assert.Equal(RulePriority.Debug, options.MinimumPriority);
        Assert.False(options.Layout.Json);
    }

    [Fact]
    public void Overrides_act_on_the_defaults()
    {
        FalcoOptions options = Options(new ConfigurationSource
        {
            Overrides =
            [
                "engine.kind=replay", "engine.replay.capture_file=x=y.scap", "json_output=true", "priority=INFO", "rule_matching=All",
                "rules[].disable.rule=*", "rules[].enable.tag=mine", "time_format_iso_8601=yes", "json_include_message_property=on",
            ],
        });

        Assert.Equal(new EngineOptions { Kind = EngineKind.Replay, CaptureFile = "x=y.scap" }, options.Engine);
        Assert.True(options.Layout is { Json: true, Iso8601Time: true, IncludeMessage: true, IncludeOutput: true });
        Assert.Equal(RulePriority.Informational, options.MinimumPriority);
        Assert.True(options.MatchAllRules);
        Assert.Equal([new RuleSelection(false, Rule: "*"), new RuleSelection(true, Tag: "mine")], options.RuleSelections);
    }

    [Fact]
    public void Override_below_a_list_switches_the_list_off() =>
        Assert.Empty(Options(new ConfigurationSource { Overrides = ["append_output.suggested_output=false"] }).AppendOutput);

    [Fact]
    public void Override_may_be_a_mapping_but_not_a_list()
    {
        FalcoOptions options = Options(new ConfigurationSource
        {
            Overrides = ["append_output[]={match: {source: syscall}, extra_output: 'a=%b'}", "rules_files=[a, b]"],
        });

        Assert.Equal(2, options.AppendOutput.Count);
        Assert.Equal("a=%b", options.AppendOutput[1].ExtraOutput);
        Assert.Equal(["[a, b]"], options.RulesFiles);
    }

    [Fact]
    public void File_without_standard_output_does_not_print() =>
        Assert.False(Options(new ConfigurationSource { Text = "priority: warning" }).StandardOutput.Enabled);

    [Theory]
    [InlineData("maybe", false)]
    [InlineData("True", true)]
    [InlineData("tRUE", false)]
    [InlineData("Y", true)]
    [InlineData("1", false)]
    public void Scalar_that_is_no_boolean_counts_as_absent(string text, bool expected) =>
        Assert.Equal(expected, Options(new ConfigurationSource { Text = "json_output: " + text }).Layout.Json);

    [Theory]
    [InlineData("engine: {kind: ebpf}", "Error reading config file (default): engine.kind 'ebpf' is not a valid kind.")]
    [InlineData("engine: {kind: replay}", "Error reading config file (default): engine.kind is 'replay' but no engine.replay.capture_file specified.")]
    [InlineData("rules_file: a\nrules_files: [b]", "Error reading config file (default): both 'rules_files' and 'rules_file' keys set")]
    [InlineData("priority: high", "Unknown priority \"high\"--must be one of emergency, alert, critical, error, warning, notice, informational, debug")]
    [InlineData("rule_matching: some", "Unknown rule matching strategy \"some\"--must be one of first, all")]
    [InlineData("log_level: loud", "Unknown log level loud")]
    [InlineData("rules:\n  - enable: {}", "yaml-cpp: error at line 2, column 5: bad conversion")]
    [InlineData("append_output: text", "yaml-cpp: error at line 1, column 16: bad conversion")]
    [InlineData("append_output:\n- extra_fields: [[a]]", "yaml-cpp: error at line 2, column 18: bad conversion")]
    [InlineData("config_files: [[a]]", "yaml-cpp: error at line 1, column 16: bad conversion")]
    [InlineData("stdout_output: yes", "Config error at key \"stdout_output.enabled\": yaml-cpp: error at line 1, column 16: operator[] call on a scalar (key: \"enabled\")")]
    public void Wrong_value_is_an_error(string text, string message)
    {
        ConfigurationResult result = ConfigurationLoader.Load(new ConfigurationSource { Text = text });

        Assert.Null(result.Options);
        Assert.Equal(message, result.Error!.Message);
    }

    [Theory]
    [InlineData("json_output", "Error parsing config option \"json_output\". Must be of the form key=val or key.subkey=val")]
    [InlineData("a.b[x]=1", "Config error at key \"a.b[x]\": Parsing error: expected a numeric index, found 'x'")]
    [InlineData("a[0]b=1", "Config error at key \"a[0]b\": Parsing error: expected '.' character at pos 4")]
    [InlineData(@"a\b=1", @"Config error at key ""a\b"": Parsing error: invalid escape sequence '\b' at pos 1")]
    public void Malformed_override_is_an_error(string text, string message) =>
        Assert.Equal(message, ConfigurationLoader.Load(new ConfigurationSource { Overrides = [text] }).Error!.Message);

    [Fact]
    public void Missing_file_is_an_error() =>
        Assert.Equal(
            "Could not find configuration file at no/such.yaml",
            ConfigurationLoader.Load(new ConfigurationSource { File = "no/such.yaml" }).Error!.Message);

    [Theory]
    [InlineData("a: [")]
    [InlineData("a: *unknown")]
    [InlineData("a: &a [*a]")]
    [InlineData("\"")]
    [InlineData("{}}")]
    public void Text_that_is_not_YAML_is_an_error(string text)
    {
        ConfigurationResult result = ConfigurationLoader.Load(new ConfigurationSource { Text = text });

        Assert.Null(result.Options);
        Assert.Equal(ConfigurationCodes.File, result.Error!.Code);
    }

    [Fact]
    public void Deep_nesting_is_an_error() =>
        Assert.NotNull(ConfigurationLoader.Load(new ConfigurationSource { Text = "a: " + new string('[', 10_000) }).Error);

    [Fact]
    public void Unknown_key_is_a_warning_with_its_place()
    {
        ConfigurationResult result = ConfigurationLoader.Load(new ConfigurationSource { Text = "\nwebservr: {enabled: true}" });

        Diagnostic warning = Assert.Single(result.Diagnostics);
        Assert.Equal(DiagnosticSeverity.Warning, warning.Severity);
        Assert.Contains("'webservr'", warning.Message, StringComparison.Ordinal);
        Assert.NotNull(result.Options);
    }

    [Fact]
    public void Part_that_is_not_built_is_a_warning()
    {
        ConfigurationResult result = ConfigurationLoader.Load(new ConfigurationSource { Text = "metrics: {enabled: true}" });

        Assert.Equal(ConfigurationCodes.Unsupported, Assert.Single(result.Diagnostics).Code);
    }

    private static FalcoOptions Options(ConfigurationSource source)
    {
        ConfigurationResult result = ConfigurationLoader.Load(source);
        Assert.Null(result.Error);
        return result.Options!;
    }
}
