using System.Text.Json;
using Falco.Cli.Tests.Running;

namespace Falco.Cli.Tests.Authoring;

public sealed class LintCommandTests : IDisposable
{
    private const string Clean = """
        - rule: Program started
          desc: A program was started.
          condition: evt.type = execve
          output: Started %proc.name
          priority: INFO

        """;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Nothing_is_said_of_a_clean_file() =>
        Assert.Equal(new CommandResult(0, "", ""), Command.Run("lint", _folder.Write("a.yaml", Clean)));

    [Fact]
    public void A_finding_is_shown_with_the_line_of_the_source_a_caret_and_help()
    {
        string file = _folder.Write("a.yaml", Clean.Replace("= execve", "= execve and\tproc.nmae = sh", StringComparison.Ordinal));
        CommandResult result = Command.Run("lint", file);

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(
            $"""
            error[LOAD_ERR_COMPILE_CONDITION]: filter_check called with nonexistent field proc.nmae
              --> {file}:3:36
              |
            3 |   condition: evt.type = execve and proc.nmae = sh
              |                                    ^^^^^^^^^
               = help: did you mean 'proc.name'?


            """,
            result.Output);
    }

    [Fact]
    public void Colours_are_for_terminals()
    {
        string file = _folder.Write("a.yaml", "- list: l\n  items: [a, a]\n");
        using var output = new MemoryStream();
        CommandLine.Run(["lint", file], output, Stream.Null, isColoured: true, stop: TestContext.Current.CancellationToken);

        Assert.Contains("\e[1;33mwarning\e[0m[", System.Text.Encoding.UTF8.GetString(output.ToArray()), StringComparison.Ordinal);
        Assert.DoesNotContain("\e", Command.Run("lint", file).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_line_is_cut_around_the_place()
    {
        string padding = string.Join(" or ", Enumerable.Range(0, 60).Select(i => $"proc.name = name{i}"));
        string file = _folder.Write("a.yaml", Clean.Replace("= execve", $"= execve and ({padding} or proc.nmae = x or {padding})", StringComparison.Ordinal));
        string[] lines = Command.Run("lint", file).Output.Split('\n');

        int caret = lines[4].IndexOf('^', StringComparison.Ordinal);
        Assert.InRange(lines[3].Length, 60, 130);
        Assert.Equal("proc.nmae", lines[3].Substring(caret, 9));
    }

    [Fact]
    public void Json_is_one_array_of_findings()
    {
        using JsonDocument empty = JsonDocument.Parse(Command.Run("lint", "--json", _folder.Write("a.yaml", Clean)).Output);
        Assert.Equal(0, empty.RootElement.GetArrayLength());

        CommandResult result = Command.Run("lint", _folder.Write("a.yaml", "- list: l\n  items: [a, a]\n"), "--json");
        using JsonDocument json = JsonDocument.Parse(result.Output);
        Assert.Equal(1, result.ExitCode);
        Assert.Equal(["LINT_DUPLICATE_ITEM", "LOAD_UNUSED_LIST"], json.RootElement.EnumerateArray().Select(item => item.GetProperty("code").GetString()).Order());
    }

    [Fact]
    public void A_folder_is_checked_as_it_would_be_loaded()
    {
        _folder.Write("1.yaml", "- macro: started\n  condition: evt.type = execve\n");
        _folder.Write("2.yaml", Clean.Replace("evt.type = execve", "started", StringComparison.Ordinal));
        Assert.Equal(new CommandResult(0, "", ""), Command.Run("lint", _folder.Path));
    }

    [Theory]
    [InlineData("Error: No path was given. Usage: falco lint PATH... [--json]\n", "lint")]
    [InlineData("Error: Option '--jsn' does not exist. Usage: falco lint PATH... [--json]\n", "lint", "--jsn", "a.yaml")]
    [InlineData("Error: There is no file or folder no.yaml\n", "lint", "no.yaml")]
    [InlineData("Error: No path was given. Usage: falco fmt PATH... [--check]\n", "fmt", "--check")]
    [InlineData("Error: There is no file or folder no.yaml\n", "fmt", "no.yaml")]
    public void A_wrong_use_has_an_exit_code_of_its_own(string error, params string[] arguments) =>
        Assert.Equal(new CommandResult(2, "", error), Command.Run(arguments));

    public void Dispose() => _folder.Dispose();
}
