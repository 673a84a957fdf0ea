using Falco.Testing.Support;

namespace Falco.Cli.Tests.Running;

/// <summary>What the command records around alerts.</summary>
public sealed class CaptureTests : IDisposable
{
    private const string Rule = """
        - rule: shadow
          desc: reads the account database
          condition: evt.type in (open, openat, openat2) and fd.name = /etc/shadow
          output: "%evt.time %proc.name %fd.name"
          priority: WARNING
          capture: true
          capture_duration: 600000
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_the_command_has_recorded_raises_the_same_alerts_again()
    {
        string rules = _folder.Write("rules.yaml", Rule);
        string prefix = Path.Combine(_folder.Path, "around");

        CommandResult recorded = Replay(rules, Repository.Data("attack-small.scap"), "-o", "capture.enabled=true", "-o", "capture.path_prefix=" + prefix);
        string capture = Assert.Single(Directory.GetFiles(_folder.Path, "around_*.scap"));
        CommandResult replayed = Replay(rules, capture);

        Assert.Contains($"Capture is enabled in mode 'rules'. Capturing events to {prefix}", recorded.Error, StringComparison.Ordinal);
        Assert.Contains("/etc/shadow", recorded.Output, StringComparison.Ordinal);
        Assert.Equal(recorded.Output, replayed.Output);
    }

    private static CommandResult Replay(string rules, string capture, params string[] arguments) => Command.Run(
        ["-r", rules, "-o", "engine.kind=replay", "-o", "engine.replay.capture_file=" + capture, "-o", "log_stderr=true", .. arguments]);
}
