using Falco.AspNetCore.Requests;
using Falco.Core.Applications;
using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Testing.Support;

namespace Falco.AspNetCore.Tests.Requests;

/// <summary>docs/web.md has a row for every field, as the source describes it.</summary>
public sealed class HttpFieldDocumentTests
{
    [Fact]
    public void The_table_has_the_fields_of_the_source_in_their_order()
    {
        ApplicationSource<HttpExchange> source = HttpFields.CreateSource();
        IEnumerable<string> expected = source.Fields.Where(field => field.Name != "evt.type").Select(field => Row(source, field));
        IEnumerable<string> rows = File.ReadLines(Path.Combine(Repository.Root, "docs", "web.md")).Where(line => line.StartsWith("| `http.", StringComparison.Ordinal));

        Assert.Equal(expected, rows);
    }

    [Fact]
    public void What_counts_as_a_secret_is_named()
    {
        string text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "web.md"));
        FalcoSensorOptions options = new();

        Assert.All(options.SecretHeaders.Concat(options.SecretQueryKeys), secret => Assert.Contains($"`{secret}`", text, StringComparison.Ordinal));
    }

    private static string Row(ApplicationSource source, FieldDefinition field)
    {
        string keyed = $"`{field.Name}[KEY]`";
        string name = (field.Flags & FieldFlags.ArgumentRequired) != 0 ? keyed
            : (field.Flags & FieldFlags.ArgumentAllowed) != 0 ? $"`{field.Name}`, {keyed}" : $"`{field.Name}`";
        string type = field.Type switch
        {
            ParameterType.CharBuf => "text",
            ParameterType.Int64 => "number",
            ParameterType.Bool => "true or false",
            ParameterType.Port => "port",
            ParameterType.RelTime => "duration",
            ParameterType.IPAddr => "address",
            ParameterType.IPNet => "network",
            _ => field.Type.ToString(),
        };
        string events = source.EventsOf(field) is [var one] ? one : "both";
        return $"| {name} | {type} | {events} | {field.Description} |";
    }
}
