using Falco.Cli.Tests.Running;

namespace Falco.Cli.Tests.Testing;

public sealed class TestCommandTests : IDisposable
{
    private const string Tests = """
        rules: [default]
        tests:
          - name: reads the account file
            events: [{ openat: { name: /etc/shadow } }]
            alerts: [Read sensitive file untrusted]
          - name: is quiet
            events: [{ openat: { name: /etc/hostname } }]

        """;

    private const string Failing = "  - name: fails\n    alerts: [Read sensitive file untrusted]\n";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Tests_that_pass_give_0()
    {
        string file = _folder.Write("a.test.yaml", Tests);

        Assert.Equal(new CommandResult(0, $"{file}: 2 tests\n2 tests passed\n", ""), Command.Run("test", file));
    }

    [Fact]
    public void A_folder_stands_for_the_files_of_tests_below_it()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "deep"));
        _folder.Write("deep/a.test.yaml", Tests);
        _folder.Write("rules.yaml", "not: [a file of tests");

        CommandResult result = Command.Run("test", _folder.Path);

        Assert.Equal((0, true), (result.ExitCode, result.Output.EndsWith("2 tests passed\n", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_test_that_fails_gives_1_and_is_explained()
    {
        CommandResult result = Command.Run("test", _folder.Write("a.test.yaml", Tests + Failing));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("FAILED", result.Output, StringComparison.Ordinal);
        Assert.EndsWith("2 tests passed, 1 failed\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_filter_looks_at_files_and_names()
    {
        string file = _folder.Write("a.test.yaml", Tests + Failing);

        Assert.EndsWith("1 test passed\n", Command.Run("test", file, "--filter", "QUIET").Output, StringComparison.Ordinal);
        Assert.Equal(2, Command.Run("test", file, "--filter", "nothing has this").ExitCode);
    }

    [Fact]
    public void A_mistake_in_a_file_gives_2_and_its_place()
    {
        string file = _folder.Write("a.test.yaml", Tests.Replace("openat: { name: /etc/hostname }", "opena: {}", StringComparison.Ordinal));
        CommandResult result = Command.Run("test", file);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"error[TEST_ERR_EVENT]: there is no event 'opena'\n  --> {file}:7:16\n", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--filter")]
    [InlineData("--colour")]
    [InlineData("missing.test.yaml")]
    public void Wrong_arguments_give_2(string argument) => Assert.Equal(2, Command.Run(argument.Length == 0 ? ["test"] : ["test", argument]).ExitCode);

    [Fact]
    public void A_folder_without_tests_gives_2() => Assert.Equal(2, Command.Run("test", _folder.Path).ExitCode);

    [Fact]
    public void Coverage_below_the_threshold_gives_1()
    {
        string file = _folder.Write("a.test.yaml", Tests);

        Assert.Contains("Coverage of conditions: ", Command.Run("test", file, "--coverage").Output, StringComparison.Ordinal);
        Assert.Equal(0, Command.Run("test", file, "--threshold", "1").ExitCode);
        Assert.Equal(1, Command.Run("test", file, "--threshold", "99.5").ExitCode);
        Assert.Equal(2, Command.Run("test", file, "--threshold", "all").ExitCode);
    }

    [Fact]
    public async Task Watching_runs_the_tests_again_when_a_file_changes()
    {
        string file = _folder.Write("a.test.yaml", Tests);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using LineStream output = new();
        Task<int> run = Task.Run(
            () => CommandLine.Run(["test", file, "--watch"], output, Stream.Null, stop: stop.Token), TestContext.Current.CancellationToken);
        await output.WaitFor("2 tests passed", "Waiting for changes");
        File.WriteAllText(file, Tests + Failing);
        await output.WaitFor("2 tests passed, 1 failed", "Waiting for changes");
        await stop.CancelAsync();

        Assert.Equal(1, await run);
    }

    [Fact]
    public void Results_are_written_for_machines()
    {
        string file = _folder.Write("a.test.yaml", Tests);
        string junit = Path.Combine(_folder.Path, "junit.xml");
        string json = Path.Combine(_folder.Path, "results.json");
        Command.Run("test", file, "--junit", junit, "--json", json);

        Assert.Contains("<testsuites tests=\"2\"", File.ReadAllText(junit), StringComparison.Ordinal);
        Assert.Contains("\"passed\": 2", File.ReadAllText(json), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
