using Falco.Testing.Support;

namespace Falco.Cli.Tests.Running;

/// <summary>Outputs beside standard output, in a replay.</summary>
public sealed class OutputTests : IDisposable
{
    private const string Rules =
        """
        - rule: Any program
          desc: A program was started.
          condition: evt.type = execve
          output: Started %proc.name
          priority: INFO

        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public void A_file_gets_each_alert_that_standard_output_gets(string keepAlive)
    {
        string file = Path.Combine(_folder.Path, "events.txt");

        CommandResult result = Replay("-o", "file_output.enabled=true", "-o", $"file_output.filename={file}", "-o", $"file_output.keep_alive={keepAlive}");

        string[] alerts = [.. result.Output.Split('\n').Where(line => line.Contains("Started", StringComparison.Ordinal))];
        Assert.NotEmpty(alerts);
        Assert.Equal(alerts, File.ReadAllLines(file));
    }

    [Fact]
    public void A_program_gets_each_alert_without_standard_output()
    {
        string file = Path.Combine(_folder.Path, "out.txt");

        CommandResult result = Replay(
            "-o", "stdout_output.enabled=false", "-o", "program_output.enabled=true", "-o", $"program_output.program=cat >> {file}",
            "-o", "program_output.keep_alive=true", "-o", "outputs_queue.capacity=1");

        Assert.DoesNotContain("Started", result.Output, StringComparison.Ordinal);
        Assert.True(SpinWait.SpinUntil(() => File.Exists(file) && CountsEqual(result, file), TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void An_output_that_cannot_be_made_is_told_of_and_left_out()
    {
        CommandResult result = Replay(
            "-o", "http_output.enabled=true", "-o", "http_output.url=https://localhost:1", "-o", "http_output.ca_cert=/no/such/file");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Failed to init output: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("Started", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_any_output_the_command_refuses_to_run()
    {
        CommandResult result = Replay("-o", "stdout_output.enabled=false");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("No output configured, please make sure at least one output is configured and enabled.", result.Error, StringComparison.Ordinal);
    }

    // The program may still be writing what it has read.
    private static bool CountsEqual(CommandResult result, string file) =>
        result.Output.Contains($"Events detected: {File.ReadAllLines(file).Length}\n", StringComparison.Ordinal);

    private CommandResult Replay(params string[] arguments)
    {
        string rules = _folder.Write("rules.yaml", Rules);
        return Command.Run(["-r", rules, "-o", "engine.kind=replay", "-o", $"engine.replay.capture_file={Repository.Data("attack-small.scap")}", .. arguments]);
    }
}
