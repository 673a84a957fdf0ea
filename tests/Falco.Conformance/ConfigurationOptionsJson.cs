using System.Text.Json;
using System.Text.Json.Nodes;
using Falco.Hosting.Configuration;
using Falco.Rules.Engine;
using Falco.Rules.Loading;

namespace Falco.Conformance;

/// <summary>Compares options with the configuration object of the reference. Keys of parts that are not built yet are left out (issue 8).</summary>
internal static class ConfigurationOptionsJson
{
    public static void Compare(RecordedOperation operation, FalcoOptions options, Differences differences)
    {
        JsonElement parsed = operation.Data.GetProperty("parsed");
        foreach ((string key, JsonNode? actual) in Describe(options))
        {
            if (parsed.GetProperty(key) is { ValueKind: not JsonValueKind.Null } expected)
                differences.Compare($"{operation} {key}", JsonNode.Parse(expected.GetRawText())!.ToJsonString(), actual!.ToJsonString());
        }
    }

    private static JsonObject Describe(FalcoOptions options) => new()
    {
        ["engine_kind"] = (int)options.Engine.Kind,
        ["replay_capture_file"] = options.Engine.CaptureFile,
        ["capture_enabled"] = options.Capture.Enabled,
        ["capture_path_prefix"] = options.Capture.PathPrefix,
        ["capture_mode"] = options.Capture.AllRules ? 1 : 0,
        ["capture_default_duration_ns"] = (long)options.Capture.DefaultDuration.TotalNanoseconds,
        ["capture_max_file_size_mb"] = options.Capture.MaxFileMegabytes,
        ["json_output"] = options.Layout.Json,
        ["json_include_output_property"] = options.Layout.IncludeOutput,
        ["json_include_tags_property"] = options.Layout.IncludeTags,
        ["json_include_message_property"] = options.Layout.IncludeMessage,
        ["json_include_output_fields_property"] = options.Layout.IncludeOutputFields,
        ["time_format_iso_8601"] = options.Layout.Iso8601Time,
        ["buffer_format_base64"] = options.Base64Buffers,
        ["buffered_outputs"] = options.BufferedOutputs,
        ["output_timeout"] = (long)options.Outputs.Timeout.TotalMilliseconds,
        ["min_priority"] = (int)options.MinimumPriority,
        ["rule_matching"] = options.MatchAllRules ? 1 : 0,
        ["rules_selection"] = new JsonArray([.. options.RuleSelections.Select(Describe)]),
        ["append_output"] = new JsonArray([.. options.AppendOutput.Select(Describe)]),
        ["static_fields"] = Describe(options.StaticFields),
    };

    private static JsonObject Describe(RuleSelection item) => new()
    {
        ["op"] = item.Enable ? "enable" : "disable",
        ["tag"] = item.Tag,
        ["rule"] = item.Rule,
    };

    private static JsonObject Describe(OutputAppendix item) => new()
    {
        ["source"] = item.Source,
        ["tags"] = new JsonArray([.. item.Tags.Select(tag => JsonValue.Create(tag))]),
        ["rule"] = item.Rule,
        ["format"] = item.ExtraOutput,
        ["suggested_output"] = item.SuggestedOutput,
        ["formatted_fields"] = Describe(item.FormattedFields),
        ["raw_fields"] = new JsonArray([.. item.RawFields.Select(field => JsonValue.Create(field))]),
    };

    private static JsonObject Describe(IReadOnlyList<KeyValuePair<string, string>> pairs)
    {
        var result = new JsonObject();
        foreach ((string key, string value) in pairs)
            result[key] = value;
        return result;
    }
}
