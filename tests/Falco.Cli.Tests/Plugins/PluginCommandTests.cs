using Falco.Cli.Tests.Running;
using Falco.Drivers.Native.Tests.Plugins;

namespace Falco.Cli.Tests.Plugins;

/// <summary>The command with plugins in its configuration.</summary>
public sealed class PluginCommandTests : IDisposable
{
    private const string Rules = """
        - required_plugin_versions: [{name: counter, version: 0.2.0}]
        - rule: Even
          desc: An even number.
          condition: count.even = true and count.number > 2
          output: number %count.number from %evt.pluginname
          priority: NOTICE
          source: counting
        - rule: News
          desc: News.
          condition: evt.asynctype = tick
          output: news %evt.asynctype
          priority: NOTICE
          source: counting
        """;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Plugins_are_listed_with_what_they_can_do()
    {
        CommandResult result = Command.Run("-c", Configuration(), "--list-plugins");

        Assert.Equal(
            """
            2 Plugins Loaded:

            Name: counter
            Description: counts
            Contact: tests
            Version: 0.2.1
            Capabilities: 
              - Event Sourcing (ID=901, source='counting')
              - Field Extraction
              - Event Parsing

            Name: companion
            Description: tells news
            Contact: tests
            Version: 1.0.0
            Capabilities: 
              - Async Events


            """,
            result.Output);
    }

    [Fact]
    public void Only_what_load_plugins_names_is_loaded()
    {
        CommandResult result = Command.Run("-c", Configuration(), "-o", "load_plugins[]=companion", "--list-plugins");

        Assert.StartsWith("1 Plugins Loaded:\n\nName: companion\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Plugin_is_told_with_its_schema_and_what_it_can_open()
    {
        CommandResult result = Command.Run("-c", Configuration(), "--plugin-info", "counter");

        Assert.EndsWith(
            "Init config schema type: JSON\n{\"type\":\"object\"}\n\nSuggested open params:\n3: three events\n9\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_plugin_is_an_error()
    {
        Assert.Contains("can't find plugin and print its info: nobody", Command.Run("-c", Configuration(), "--plugin-info", "nobody").Error);
    }

    [Fact]
    public void Source_of_a_plugin_is_judged_by_its_rules()
    {
        CommandResult result = Run();

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Notice number 4 from counter", result.Output);
        Assert.Contains("Events detected: 5\n", result.Output);
        Assert.Contains("   Even: 2\n", result.Output);
        Assert.Contains("   News: 3\n", result.Output);
    }

    [Fact]
    public void Version_that_rules_require_is_checked()
    {
        CommandResult result = Run(Rules.Replace("0.2.0", "0.3.0", StringComparison.Ordinal));

        Assert.Contains("Plugin 'counter' version '0.2.1' is not compatible with required plugin version '0.3.0'", result.Error);
    }

    [Theory]
    [InlineData("--enable-source=nobody", "Attempted enabling an unknown event source: nobody")]
    [InlineData("--disable-source=nobody", "Attempted disabling an unknown event source: nobody")]
    [InlineData("--disable-source=counting", "engine.kind is 'nodriver', but no plugin delivers events")]
    public void Sources_are_selected(string option, string problem)
    {
        Assert.Contains(problem, Run(Rules, option).Error);
    }

    [Fact]
    public void Plugin_that_cannot_open_ends_the_run()
    {
        CommandResult result = Run(Rules, "-o", "plugins[0].open_params=many");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("'many' is no number", result.Error);
    }

    [Fact]
    public void Library_outside_the_folder_of_plugins_is_refused()
    {
        CommandResult result = Command.Run("-c", Configuration(), "-o", "plugins[0].library_path=../x.so", "--list-plugins");

        Assert.Contains("plugin library_path '../x.so' resolves outside the plugins directory (/usr/share/falco/plugins/)", result.Error);
    }

    public void Dispose() => _folder.Dispose();

    private CommandResult Run(string rules = Rules, params string[] options) =>
        Command.Run(["-c", Configuration(), "-r", _folder.Write("rules.yaml", rules), .. options]);

    private string Configuration() => _folder.Write("falco.yaml", $"""
        engine: {"{"}kind: nodriver{"}"}
        stdout_output: {"{"}enabled: true{"}"}
        log_stderr: true
        plugins:
          - name: counter
            library_path: {SamplePlugin.Counter()}
            init_config: {"{"}size: 3, name: x, on: true{"}"}
            open_params: " 6 "
          - name: companion
            library_path: {SamplePlugin.Compile("companion.c")}
        """);
}
