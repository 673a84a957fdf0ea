using System.Text.Json;

namespace Falco.Cli.Tests.Listing;

public sealed class FieldListingTests
{
    [Fact]
    public void Names_are_listed_one_a_line()
    {
        string[] names = Command.Run("--list", "-N").Output.TrimEnd('\n').Split('\n');

        Assert.Contains("proc.name", names);
        Assert.Contains("container.id", names);
        Assert.DoesNotContain("", names);
    }

    [Fact]
    public void Text_is_wrapped_beside_the_names()
    {
        string[] lines = Command.Run("--list=syscall").Output.Split('\n');

        Assert.All(lines, line => Assert.InRange(line.Length, 0, 121));
        Assert.Contains("Event Sources:                syscall ", lines);
        Assert.Contains(lines, line => line.StartsWith("proc.aname                    (ARG_ALLOWED,EPF_NO_RHS,EPF_NO_TRANSFORMER) ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("container.label               (ARG_KEY,ARG_REQUIRED) ", StringComparison.Ordinal));
    }

    [Fact]
    public void Verbose_text_tells_types()
    {
        string text = Command.Run("--list", "-v").Output;

        Assert.Contains("proc.pid                      (Type: INT64) ", text, StringComparison.Ordinal);
        Assert.Contains("fd.types                      (Type: CHARBUF) (ARG_ALLOWED,EPF_IS_LIST,EPF_NO_RHS) ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_has_a_table_a_class()
    {
        string text = Command.Run("--list", "--format", "Markdown").Output;

        Assert.Contains("`proc.pid` | INT64 | ", text, StringComparison.Ordinal);
        Assert.Contains("`fd.types` | LIST(CHARBUF) | ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_lists_classes_with_fields_and_arguments()
    {
        using JsonDocument document = JsonDocument.Parse(Command.Run("--list", "--format=json").Output);

        JsonElement[] classes = [.. document.RootElement.GetProperty("fieldclasses").EnumerateArray()];
        JsonElement[] fields = [.. classes.SelectMany(item => item.GetProperty("fields").EnumerateArray())];
        string[] keysOfClass = ["desc", "event_sources", "fields", "name"];
        string[] keysOfField = ["argument", "desc", "is_list", "name", "type"];
        Assert.Equal(keysOfClass, classes[0].EnumerateObject().Select(property => property.Name));
        Assert.All(fields, field => Assert.Equal(keysOfField, field.EnumerateObject().Select(property => property.Name)));
        Assert.Equal("""{"required":false,"type":[]}""", ArgumentOf("proc.env"));
        Assert.Equal("""{"required":true,"type":["KEY"]}""", ArgumentOf("container.label"));
        Assert.Equal("null", ArgumentOf("proc.name"));

        string ArgumentOf(string name) =>
            JsonSerializer.Serialize(fields.First(field => field.GetProperty("name").GetString() == name).GetProperty("argument"));
    }

    [Fact]
    public void Json_lists_names()
    {
        using JsonDocument document = JsonDocument.Parse(Command.Run("--list", "-N", "--format=json").Output);

        Assert.Contains("fd.name", document.RootElement.GetProperty("fieldnames").EnumerateArray().Select(item => item.GetString()));
    }

    [Fact]
    public void Unknown_source_is_an_error() =>
        Assert.Equal("Error: Value for --list must be a valid source type\n", Command.Run("--list=moon").Error);

    [Fact]
    public void Unknown_format_is_an_error() =>
        Assert.Equal("Error: Invalid format 'xml'. Valid values are: text, markdown, json\n", Command.Run("--list", "--format=xml").Error);

    [Fact]
    public void Deprecated_switch_warns_and_excludes_a_format()
    {
        Assert.Contains("use --format markdown instead", Command.Run("--list", "--markdown").Error, StringComparison.Ordinal);
        Assert.Equal(
            "Error: Cannot specify both --markdown and --format options together\n",
            Command.Run("--list", "--markdown", "--format=text").Error);
    }
}
