using System.Text.Json;
using Falco.Testing.Support;

namespace Falco.Cli.Tests.Listing;

public sealed class EventListingTests
{
    [Fact]
    public void Events_are_listed_as_recorded()
    {
        string[] recorded = File.ReadAllLines(ReferenceData.File("conformance", "cli", "list-events.txt"));
        string[] actual = Command.Run("--list-events").Output.Split('\n')[..^1];

        Assert.Equal(Ordered(recorded), Ordered(actual));

        // The reference lists calls without a type of their own in the order of a hash table.
        static IEnumerable<string> Ordered(string[] lines) =>
            lines.Where(line => !IsGeneric(line))
                .Concat(lines.Where(IsGeneric).Order(StringComparer.Ordinal))
                .Append($"first at {Array.FindIndex(lines, IsGeneric)}");

        static bool IsGeneric(string line) => line.EndsWith("(SYSCALLID **ID**, UINT16 **nativeID**)", StringComparison.Ordinal);
    }

    [Fact]
    public void Ignored_calls_are_listed_as_recorded()
    {
        // The reference's order is that of a hash table.
        string[] recorded = File.ReadAllLines(ReferenceData.File("conformance", "cli", "ignored-events.txt"));
        string[] actual = Command.Run("-i").Output.Split('\n')[..^1];

        Assert.Equal(recorded[0], actual[0]);
        Assert.Equal(recorded.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Markdown_tells_which_events_are_watched_by_default()
    {
        string output = Command.Run("--list-events", "--format=markdown").Output;

        Assert.Contains("\nNo | `<` | `read` | ERRNO **res**, BYTEBUF **data**", output, StringComparison.Ordinal);
        Assert.Contains("\nYes | `>` | `openat` | ", output, StringComparison.Ordinal);
        Assert.Contains("FLAGS32 **flags**: *O_LARGEFILE*, *O_DIRECTORY*", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_has_a_list_a_source()
    {
        using JsonDocument document = JsonDocument.Parse(Command.Run("--list-events", "--format=json").Output);

        Assert.Equal(
            ["Metaevents", "Plugin events", "Syscall events", "Tracepoint events", "schema_version"],
            document.RootElement.EnumerateObject().Select(item => item.Name));
        JsonElement drop = document.RootElement.GetProperty("Metaevents")[0];
        Assert.Equal("""[{"name":"ratio","type":"UINT32"}]""", drop.GetProperty("params").GetRawText().Replace(" ", "").Replace("\n", ""));
    }
}
