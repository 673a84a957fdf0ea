using System.Text.Json.Nodes;
using Falco.Core.Fields;
using Falco.Rules.Engine;
using Falco.Rules.Language;
using Falco.Rules.Loading;

namespace Falco.Conformance;

/// <summary>Rule files, as the reference loaded, compiled and described them.</summary>
public sealed class RulesLoad
{
    [Fact]
    public void Every_file_loads_with_the_recorded_result()
    {
        Differences differences = new();
        foreach ((RecordedOperation recorded, _, RuleLoadResult result) in Loads())
        {
            differences.Compare($"{recorded} result", Json(recorded, "result"), JsonNode.Parse(RuleLoadResultJson.Write(result))!.ToJsonString());
            differences.Compare($"{recorded} text", recorded.Text("text"), RuleLoadResultText.Write(result));
            differences.Compare($"{recorded} summary", recorded.Text("text_short"), RuleLoadResultText.WriteSummary(result));
        }

        differences.AssertNone();
    }

    [Fact]
    public void Every_rule_compiles_as_recorded()
    {
        Differences differences = new();
        foreach ((RecordedOperation recorded, RuleLoader loader, _) in Loads())
        {
            if (!recorded.Data.TryGetProperty("rules", out _))
                continue;
            JsonArray rules = [];
            foreach (CompiledRule rule in loader.Compilation.Rules)
            {
                rules.Add((JsonNode)new JsonObject
                {
                    ["name"] = rule.Rule.Name,
                    ["source"] = rule.Rule.Source,
                    ["priority"] = (int)rule.Rule.Priority,
                    ["tags"] = new JsonArray([.. rule.Rule.Tags.Select(tag => JsonValue.Create(tag))]),
                    ["output"] = rule.Output,
                    ["condition"] = ByteText.ToText(ConditionPrinter.Print(rule.Condition)),
                    ["enabled"] = rule.Rule.IsEnabled,
                });
            }

            differences.Compare(recorded, Json(recorded, "rules"), rules.ToJsonString());
            int enabled = loader.Build().Rules.Count(rule => rule.IsEnabled);
            differences.Compare($"{recorded} enabled", recorded.Data.GetProperty("enabled_in_default").ToString(), $"{enabled}");
        }

        differences.AssertNone();
    }

    [Fact]
    public void Every_description_is_as_recorded()
    {
        Differences differences = new();
        foreach ((RecordedOperation recorded, RuleLoader loader, _) in Loads())
        {
            if (!recorded.Data.TryGetProperty("describe", out _))
                continue;
            JsonNode actual = RecordedJson.Sort(JsonNode.Parse(RuleDescriptionJson.Write(loader)!)!);
            differences.Compare(recorded, RecordedJson.Sort(JsonNode.Parse(Json(recorded, "describe")!)!).ToJsonString(), actual.ToJsonString());
        }

        differences.AssertNone();
    }

    [Fact]
    public void Required_plugins_are_checked_as_recorded()
    {
        Differences differences = new();
        foreach (IReadOnlyList<RecordedOperation> recording in RecordedOperation.ReadAll("rules"))
        {
            RecordedOperation? load = null;
            foreach (RecordedOperation recorded in recording)
            {
                if (recorded.Kind == "load_rules")
                    load = recorded;
                if (recorded.Kind != "check_plugin_requirements")
                    continue;
                RuleLoader loader = new(new RuleLoaderOptions
                {
                    Plugins = recorded.Data.GetProperty("plugins").EnumerateArray()
                        .ToDictionary(plugin => plugin.GetProperty("name").GetString()!, plugin => plugin.GetProperty("version").GetString()!),
                });
                loader.Load(load!.Text("name")!, load.Text("content")!);
                differences.Compare(recorded, recorded.Text("error"), loader.CheckPluginRequirements() ?? "");
            }
        }

        differences.AssertNone();
    }

    // A loader of the test's own, which reads items that are none of the rule files'.
    private const string OtherLoader = "engine_loader_alt_loader.falco_engine_alternate_loader";

    /// <summary>Loads all recorded files, each into the loader of its engine.</summary>
    private static IEnumerable<(RecordedOperation Recorded, RuleLoader Loader, RuleLoadResult Result)> Loads()
    {
        foreach (IReadOnlyList<RecordedOperation> recording in RecordedOperation.ReadAll("rules"))
        {
            if (recording[0].Recording == OtherLoader)
                continue;
            RuleLoader? loader = null;
            List<OutputAppendix> appendices = [];
            foreach (RecordedOperation recorded in recording)
            {
                switch (recorded.Kind)
                {
                    case "new_engine":
                        loader = null;
                        appendices = [];
                        break;
                    case "extra_output_format":
                        appendices.Add(Appendix(recorded) with { ExtraOutput = recorded.Text("format")! });
                        break;
                    case "extra_output_field":
                        appendices.Add(Appendix(recorded) with { FormattedFields = [new(recorded.Text("key")!, recorded.Text("format")!)] });
                        break;
                    case "load_rules":
                        loader ??= NewLoader(recorded, appendices);
                        yield return (recorded, loader, loader.Load(recorded.Text("name")!, recorded.Text("content")!));
                        break;
                }
            }
        }
    }

    private static RuleLoader NewLoader(RecordedOperation recorded, List<OutputAppendix> appendices) => new(new RuleLoaderOptions
    {
        Sources = recorded.Data.GetProperty("sources").EnumerateArray()
            .Select(source => source.GetString()!)
            .ToDictionary(source => source, IFieldResolver (source) => FieldCatalog.For(source)),
        Plugins = new Dictionary<string, string>(),
        AppendOutput = appendices,
        MinimumPriority = (RulePriority)recorded.Data.GetProperty("min_priority").GetInt32(),
    });

    private static OutputAppendix Appendix(RecordedOperation recorded) => new()
    {
        Source = recorded.Text("source") ?? "",
        Rule = recorded.Text("rule") ?? "",
        Tags = [.. recorded.Data.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()!)],
    };

    private static string? Json(RecordedOperation recorded, string key) =>
        recorded.Data.TryGetProperty(key, out var value) ? JsonNode.Parse(value.GetRawText())!.ToJsonString() : null;
}
