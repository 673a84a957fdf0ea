using System.Globalization;
using System.Text.Json;
using Falco.Rules.Engine;

namespace Falco.Outputs.Tests.Rendering;

/// <summary>Makes an alert from a line that the reference printed.</summary>
internal static class RecordedAlert
{
    /// <summary>Reads a JSON alert; its message is what follows time and priority in <c>output</c>.</summary>
    public static Alert Read(string line, out string hostName)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        JsonElement root = document.RootElement;
        hostName = root.GetProperty("hostname").GetString()!;
        string priority = root.GetProperty("priority").GetString()!;
        string output = root.GetProperty("output").GetString()!;
        var fields = new List<AlertField>();
        if (root.TryGetProperty("output_fields", out JsonElement recorded))
        {
            foreach (JsonProperty field in recorded.EnumerateObject())
            {
                if (field.Name is not ("evt.time" or "evt.time.iso8601"))
                    fields.Add(new AlertField(field.Name, ReadValue(field.Value)));
            }
        }

        return new Alert
        {
            Rule = root.GetProperty("rule").GetString()!,
            Priority = Enum.Parse<RulePriority>(priority),
            Source = root.GetProperty("source").GetString()!,
            Tags = [.. root.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()!)],
            Timestamp = ReadTime(root.GetProperty("time").GetString()!),
            Message = output[(output.IndexOf($": {priority} ", StringComparison.Ordinal) + priority.Length + 3)..],
            Fields = fields,
        };
    }

    private static ulong ReadTime(string text)
    {
        var second = DateTimeOffset.Parse(text[..19] + "Z", CultureInfo.InvariantCulture);
        return ((ulong)second.ToUnixTimeSeconds() * 1_000_000_000) + ulong.Parse(text.AsSpan(20, 9), CultureInfo.InvariantCulture);
    }

    private static object? ReadValue(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Array => value.EnumerateArray().Select(ReadValue).ToArray(),
        _ => value.TryGetInt64(out long number) ? number : value.GetUInt64(),
    };
}
