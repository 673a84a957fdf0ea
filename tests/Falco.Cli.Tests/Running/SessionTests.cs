using Falco.Testing.Support;

namespace Falco.Cli.Tests.Running;

public sealed class SessionTests : IDisposable
{
    private const string AnyExec =
        """
        - rule: Any program
          desc: A program was started.
          condition: evt.type = execve
          output: Started %proc.name
          priority: INFO
          tags: [all]
        - rule: Any shell
          desc: A shell was started.
          condition: evt.type = execve and proc.name = sh
          output: Shell %proc.cmdline
          priority: ERROR

        """;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void First_matching_rule_alerts_unless_all_are_to()
    {
        string rules = _folder.Write("a.yaml", AnyExec);

        string first = Replay("-r", rules).Output;
        string all = Replay("-r", rules, "-o", "rule_matching=all").Output;

        Assert.DoesNotContain("Shell ", first, StringComparison.Ordinal);
        Assert.Contains(": Error Shell sh -c ", all, StringComparison.Ordinal);
        Assert.Contains("   ERROR: ", all, StringComparison.Ordinal);
        Assert.Contains("   INFO: ", all, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_below_the_priority_are_left_out()
    {
        string output = Replay("-r", _folder.Write("a.yaml", AnyExec), "-o", "priority=error").Output;

        Assert.DoesNotContain("Started", output, StringComparison.Ordinal);
        Assert.Contains("Shell", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_can_be_switched_off_by_name_and_on_by_tag()
    {
        string rules = _folder.Write("a.yaml", AnyExec);

        CommandResult result = Replay("-r", rules, "-o", "rules[].disable.rule=*", "-o", "rules[].enable.tag=all", "-o", "rule_matching=all");

        Assert.Contains("Started", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Shell", result.Output, StringComparison.Ordinal);
        Assert.Contains("Disabling rules with name: *", result.Error, StringComparison.Ordinal);
        Assert.Contains("Enabling rules with tag: all", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Suggested_output_can_be_switched_off_and_other_output_appended()
    {
        string rules = _folder.Write("a.yaml", AnyExec);

        Assert.Contains("Started cat container_id=host", Replay("-r", rules).Output, StringComparison.Ordinal);
        Assert.Contains("Started cat\n", Replay("-r", rules, "-o", "append_output.suggested_output=false").Output, StringComparison.Ordinal);
        Assert.Contains(
            "Started cat by bash\n",
            Replay("-r", rules, "-o", "append_output.suggested_output=false", "-p", "by %proc.pname").Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_stands_for_its_rules_files_in_the_order_of_their_names()
    {
        _folder.Write("2.yml", "- macro: m\n  condition: evt.type = execve\n");
        _folder.Write("1.yaml", AnyExec);
        _folder.Write("notes.txt", "not rules");

        string error = Replay("-r", _folder.Path).Error;

        Assert.Contains("1.yaml", error, StringComparison.Ordinal);
        Assert.True(error.IndexOf("1.yaml", StringComparison.Ordinal) < error.IndexOf("2.yml", StringComparison.Ordinal));
        Assert.DoesNotContain("notes.txt", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Duration_stops_the_run_by_the_time_of_events()
    {
        string rules = _folder.Write("a.yaml", AnyExec);

        int all = Replay("-r", rules).Output.Split('\n').Length;
        int short_ = Replay("-r", rules, "-M", "1").Output.Split('\n').Length;

        Assert.InRange(short_, 6, all - 1);
    }

    [Fact]
    public void Statistics_follow_the_alerts_and_drops_go_to_standard_error()
    {
        CommandResult result = Replay("-r", _folder.Write("a.yaml", AnyExec.Replace("execve", "reboot", StringComparison.Ordinal)));

        Assert.Equal("Events detected: 0\nRule counts by severity:\nTriggered rules by rule name:\n", result.Output);
        Assert.Contains("Syscall event drop monitoring:\n   - event drop detected: 0 occurrences\n   - num times actions taken: 0\n", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Verbose_run_tells_its_rate() =>
        Assert.Matches(@"Elapsed time: \d+\.\d{3}, Captured Events: 24292, \d+\.\d\d eps", Replay("-v").Error);

    [Fact]
    public void Dry_run_loads_rules_and_prints_nothing()
    {
        CommandResult result = Command.Run("-r", _folder.Write("a.yaml", AnyExec), "--dry-run");

        Assert.Equal((0, ""), (result.ExitCode, result.Output));
        Assert.Contains("a.yaml", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Invalid_rules_end_the_run()
    {
        CommandResult result = Replay("-r", _folder.Write("a.yaml", "- rule: R\n  desc: d\n  condition: evt.type = (\n  output: o\n  priority: INFO\n"));

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains("a.yaml: Invalid\n1 Errors:\nIn rules content: (", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Validation_reports_every_file()
    {
        string good = _folder.Write("good.yaml", AnyExec);
        string bad = _folder.Write("bad.yaml", "- rule: R\n");

        Assert.Equal(new CommandResult(0, $"{good}: Ok\n", ""), Command.Run("-V", good));
        CommandResult result = Command.Run("-V", good, "-V", bad);
        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith($"{good}: Ok\n{bad}: Invalid\n", result.Output, StringComparison.Ordinal);
        Assert.StartsWith($"Error: {good}: Ok\n{bad}: Invalid\n", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_rule_cannot_be_described()
    {
        CommandResult result = Command.Run("-l", "NOPE");

        Assert.Equal(1, result.ExitCode);
        Assert.EndsWith("Runtime error: Rule \"NOPE\" is not loaded. Exiting.\n", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Error: Could not open file no.yaml for reading\n", "-r", "no.yaml")]
    [InlineData("Error: You must specify at least one rules file/directory via -r or a rules_file entry in falco.yaml\n", "-r", "no.txt")]
    [InlineData("Error: No output configured, please make sure at least one output is configured and enabled.\n", "-o", "stdout_output.enabled=false")]
    [InlineData("Error: Error reading config file (default): engine.kind is 'replay' but no engine.replay.capture_file specified.\n", "-o", "engine.kind=replay")]
    [InlineData("Error: Could not find configuration file at no.yaml\n", "-c", "no.yaml")]
    [InlineData("Error: Argument 'soon' failed to parse\n", "-M", "soon")]
    public void Impossible_requests_end_with_an_error(string error, params string[] arguments)
    {
        CommandResult result = Command.Run(arguments);

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.EndsWith(error, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_capture_gives_its_alerts_and_an_error()
    {
        byte[] capture = File.ReadAllBytes(Repository.Data("attack-small.scap"));
        string file = Path.Combine(_folder.Path, "cut.scap");
        File.WriteAllBytes(file, capture[..(capture.Length / 2)]);

        CommandResult result = Command.Run(
            "-r", _folder.Write("a.yaml", AnyExec), "-o", "engine.kind=replay", "-o", "engine.replay.capture_file=" + file);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Started", result.Output, StringComparison.Ordinal);
        Assert.Contains("Error: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("cut.scap", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_capture_is_an_error()
    {
        CommandResult result = Command.Run("-o", "engine.kind=replay", "-o", "engine.replay.capture_file=no.scap");

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains("Error: Could not open trace filename no.scap for reading", result.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static CommandResult Replay(params string[] arguments) => Command.Run(
        ["-o", "engine.kind=replay", "-o", "engine.replay.capture_file=" + Repository.Data("attack-small.scap"), .. arguments]);
}
