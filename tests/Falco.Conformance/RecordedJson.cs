using System.Text.Json.Nodes;

namespace Falco.Conformance;

/// <summary>Puts documents into an order in which they can be compared.</summary>
internal static class RecordedJson
{
    /// <summary>Sorts keys, and arrays of texts, which the reference leaves in any order.</summary>
    public static JsonNode Sort(JsonNode node) => node switch
    {
        JsonObject json => new JsonObject(json.OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => KeyValuePair.Create(entry.Key, entry.Value is null ? null : (JsonNode?)Sort(entry.Value)))),
        JsonArray array when array.All(item => item is JsonValue value && value.TryGetValue(out string? _)) =>
            new JsonArray([.. array.Select(item => item!.GetValue<string>()).Order(StringComparer.Ordinal).Select(item => JsonValue.Create(item))]),
        JsonArray array => new JsonArray([.. array.Select(item => Sort(item!))]),
        _ => node.DeepClone(),
    };
}
