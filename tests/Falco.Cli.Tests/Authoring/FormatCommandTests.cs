using Falco.Cli.Tests.Running;

namespace Falco.Cli.Tests.Authoring;

public sealed class FormatCommandTests : IDisposable
{
    private const string Ragged = "-   list: l\n    items: [a,b]\n";
    private const string Formatted = "- list: l\n  items: [a, b]\n";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_file_is_written_anew_and_named_once()
    {
        string file = _folder.Write("a.yaml", Ragged);

        Assert.Equal(new CommandResult(0, file + "\n", ""), Command.Run("fmt", file));
        Assert.Equal(Formatted, File.ReadAllText(file));
        Assert.Equal(new CommandResult(0, "", ""), Command.Run("fmt", file));
    }

    [Fact]
    public void Checking_names_what_would_change_and_changes_nothing()
    {
        string ragged = _folder.Write("a.yaml", Ragged);
        _folder.Write("b.yaml", Formatted);

        Assert.Equal(new CommandResult(1, ragged + "\n", ""), Command.Run("fmt", "--check", _folder.Path));
        Assert.Equal(Ragged, File.ReadAllText(ragged));
    }

    [Fact]
    public void A_file_that_is_not_yaml_is_told_and_left_alone()
    {
        string file = _folder.Write("a.yaml", "- list: [\n");
        CommandResult result = Command.Run("fmt", file);

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains("error[LOAD_ERR_YAML_PARSE]", result.Error, StringComparison.Ordinal);
        Assert.Equal("- list: [\n", File.ReadAllText(file));
    }

    public void Dispose() => _folder.Dispose();
}
