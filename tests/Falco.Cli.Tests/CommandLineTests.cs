namespace Falco.Cli.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public void Help_names_every_option()
    {
        CommandResult result = Command.Run("--help");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("-r PATH", result.Output, StringComparison.Ordinal);
        Assert.Contains("--list[=SOURCE]", result.Output, StringComparison.Ordinal);
        Assert.Contains("-o, --option KEY=VALUE", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_option_ends_with_an_error() =>
        Assert.Equal(new CommandResult(1, "", "Error: Option 'zzz' does not exist\n"), Command.Run("--zzz"));

    [Fact]
    public void Malformed_override_ends_with_an_error() =>
        Assert.Equal(
            new CommandResult(1, "", "Error: Config error at key \"a.b[x]\": Parsing error: expected a numeric index, found 'x'\n"),
            Command.Run("-o", "a.b[x]=1"));

    [Fact]
    public void Option_of_a_part_that_is_not_built_is_refused() =>
        Assert.Equal(new CommandResult(1, "", "Error: --support is not supported by this version\n"), Command.Run("--support"));

    [Fact]
    public void Version_is_text_or_JSON()
    {
        Assert.StartsWith("Falco version: ", Command.Run("--version").Output, StringComparison.Ordinal);
        Assert.Contains("\"engine_version\":\"63\",\"engine_version_semver\":\"0.63.0\"", Command.Run("--version", "-ojson_output=true").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_size_goes_to_the_log()
    {
        CommandResult result = Command.Run("--page-size");

        Assert.Equal("", result.Output);
        Assert.Contains($": Your system page size is: {Environment.SystemPageSize} bytes\n", result.Error, StringComparison.Ordinal);
    }
}
