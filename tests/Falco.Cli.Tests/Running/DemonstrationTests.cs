namespace Falco.Cli.Tests.Running;

public sealed class DemonstrationTests
{
    private static readonly CommandResult Demonstration = Command.Run();

    [Fact]
    public void Command_without_arguments_shows_alerts_of_many_rules()
    {
        Assert.Equal(0, Demonstration.ExitCode);
        string[] triggered = Demonstration.Output.Split('\n').SkipWhile(line => line != "Triggered rules by rule name:").Skip(1).ToArray();
        Assert.InRange(triggered.Count(line => line.Length > 0), 10, 100);
    }

    // Not all: the recording has no Kubernetes, no privileged container and no miner. Falco.RuleSets.Tests has cases for every rule.
    [Fact]
    public void Most_built_in_rules_raise_an_alert_on_the_recording()
    {
        string[] names = Command.Run("-L").Output.Split('\n')
            .Skip(2).Where(line => line.Length > 50 && line[0] != ' ').Select(line => line[..50].TrimEnd()).ToArray();

        Assert.InRange(names.Length, 25, 100);
        int seen = names.Count(name => Demonstration.Output.Contains($"\n   {name}", StringComparison.Ordinal));
        Assert.InRange(seen, names.Length * 4 / 5, names.Length);
    }

    [Fact]
    public void Demonstration_says_that_nothing_is_watched_and_how_to_go_on()
    {
        Assert.Contains("cannot watch this machine: not in this test", Demonstration.Error, StringComparison.Ordinal);
        Assert.Contains("Ctrl+C", Demonstration.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_act_on_the_demonstration() =>
        Assert.StartsWith("{\"hostname\":", Command.Run("-o", "json_output=true").Output, StringComparison.Ordinal);
}
