using Falco.Testing.Support;

namespace Falco.Cli.Tests.Running;

/// <summary>The main job, proven by the repository alone: our own captures against our own rules.</summary>
public sealed class SmallCaptureTests
{
    [Fact]
    public void Capture_of_a_break_in_raises_the_expected_alerts()
    {
        string expected = File.ReadAllText(Repository.Data("attack-small.alerts.jsonl"));

        Assert.Equal(expected, Alerts("attack-small.scap", "falco_dotnet_rules.yaml"));
    }

    [Fact]
    public void Capture_of_everyday_work_raises_none_of_all_built_in_rules() => Assert.Equal("", Alerts("everyday-small.scap", ""));

    private static string Alerts(string capture, string rules)
    {
        CommandResult result = Command.Run(
            "-r", Path.Combine(Repository.Root, "rules", rules),
            "-o", "engine.kind=replay",
            "-o", $"engine.replay.capture_file={Repository.Data(capture)}",
            "-o", "json_output=true",
            "-o", "time_format_iso_8601=true");
        Assert.Equal(0, result.ExitCode);

        // The host name is that of whoever runs the test; everything else comes from the capture.
        IEnumerable<string> lines = result.Output.Split('\n').Where(line => line.StartsWith('{'))
            .Select(line => "{" + line[(line.IndexOf("\"output\"", StringComparison.Ordinal))..] + "\n");
        return string.Concat(lines);
    }
}
