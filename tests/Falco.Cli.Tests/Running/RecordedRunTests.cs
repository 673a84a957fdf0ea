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

    [Fact]
    public void Rules_are_described_like_in_the_reference() =>
        Assert.Equal(Recorded("conformance", "cli", "describe-stable.txt"), Run("-L").Output);

    [Fact]
    public void Rule_is_described_like_in_the_reference() =>
        Assert.Equal(Recorded("conformance", "cli", "describe-one.txt"), Run("-l", "Terminal shell in container").Output);

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
