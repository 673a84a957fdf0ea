using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Falco.Testing.Support;

namespace Falco.Cli.Tests.Running;

/// <summary>Whole runs of the command whose standard output the reference's was recorded.</summary>
public sealed partial class RecordedRunTests
{
    [Fact]
    public void Text_output_equals_that_of_the_reference() =>
        Assert.Equal(Recorded("captures", "attack.stable.stdout.txt"), Replay().Output);

    [Fact]
    public void Json_output_equals_that_of_the_reference()
    {
        CommandResult result = Replay(
            "-ojson_output=true", "-otime_format_iso_8601=true", "-ojson_include_message_property=true",
            "-ojson_include_output_fields_property=false");

        Assert.Equal(Recorded("captures", "attack.stable.message.stdout.txt"), HostName().Replace(result.Output, "\"hostname\":\"vm\""));
    }

    [Theory]
    [InlineData("version.txt", "--version")]
    [InlineData("version.json", "--version", "-ojson_output=true")]
    public void Versions_are_told_like_by_the_reference_but_of_this_program(string recording, params string[] arguments)
    {
        string version = typeof(CommandLine).Assembly.GetName().Version!.ToString(3);
        string expected = Recorded("conformance", "cli", recording)
            .Replace("0.45.0-dev+13074749", version, StringComparison.Ordinal)
            .Replace("0.0.0-local", version, StringComparison.Ordinal);

        Assert.Equal(expected, Command.Run(arguments).Output);
    }

    [Fact]
    public void Rules_are_described_like_in_the_reference() =>
        Assert.Equal(Recorded("conformance", "cli", "describe-stable.txt"), Run("-L").Output);

    [Fact]
    public void Rule_is_described_like_in_the_reference() =>
        Assert.Equal(Recorded("conformance", "cli", "describe-one.txt"), Run("-l", "Terminal shell in container").Output);

    [Theory]
    [InlineData("falco_rules.yaml", "validate-stable.json")]
    [InlineData("falco-incubating_rules.yaml", "validate-falco-incubating_rules.json")]
    [InlineData("falco-sandbox_rules.yaml", "validate-falco-sandbox_rules.json")]
    public void Official_rules_are_validated_like_in_the_reference(string file, string recording)
    {
        string path = ReferenceData.File("falco-rules", file);

        CommandResult result = Command.Run("-V", path, "-o", "json_output=true");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(Recorded("conformance", "cli", recording), result.Output.Replace(path, "../../falco-rules/" + file, StringComparison.Ordinal));
    }

    [Fact]
    public void Official_rules_are_described_as_JSON_like_in_the_reference()
    {
        JsonNode recorded = JsonNode.Parse(Recorded("conformance", "cli", "describe-stable.json"))!;
        JsonNode actual = JsonNode.Parse(Run("-L", "-o", "json_output=true").Output)!;

        foreach (string part in new[] { "lists", "macros", "rules" })
        {
            JsonArray expected = recorded[part]!.AsArray(), given = actual[part]!.AsArray();
            Assert.Equal(expected.Count, given.Count);
            for (int i = 0; i < expected.Count; i++)
                Assert.Equal(Sorted(expected[i]!), Sorted(given[i]!));
        }

        Assert.Equal(recorded["required_plugin_versions"]!.ToJsonString(), actual["required_plugin_versions"]!.ToJsonString());
        Assert.Equal(recorded["required_engine_version"]!.ToJsonString(), actual["required_engine_version"]!.ToJsonString());

        // The order inside the arrays is that of hash tables.
        static string Sorted(JsonNode node)
        {
            foreach ((string key, JsonNode? value) in node["details"]!.AsObject().ToArray())
            {
                if (value is JsonArray array)
                    node["details"]![key] = string.Join('\n', array.Select(item => item!.ToJsonString()).Order(StringComparer.Ordinal));
            }

            return node.ToJsonString();
        }
    }

    private static CommandResult Replay(params string[] arguments) =>
        Run(["-o", "engine.kind=replay", "-o", "engine.replay.capture_file=" + ReferenceData.File("captures", "attack.scap"), .. arguments]);

    private static CommandResult Run(params string[] arguments)
    {
        CommandResult result = Command.Run(["-r", ReferenceData.File("falco-rules", "falco_rules.yaml"), .. arguments]);
        Assert.True(result.ExitCode == 0, result.Error);
        return result;
    }

    private static string Recorded(params string[] parts) => File.ReadAllText(ReferenceData.File(parts));

    [GeneratedRegex("\"hostname\":\"[^\"]*\"")]
    private static partial Regex HostName();
}
