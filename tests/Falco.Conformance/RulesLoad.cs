using System.Text.Json.Nodes;
using Falco.Core.Fields;
using Falco.Rules.Diagnostics;
using Falco.Rules.Engine;
using Falco.Rules.Language;
using Falco.Rules.Loading;

namespace Falco.Conformance;

/// <summary>Rule files, as the reference loaded, compiled and described them.</summary>
public sealed class RulesLoad
{
    [Fact]
    public void Every_file_loads_with_the_recorded_result() => Grading.Run(CompareResults);

    internal static void CompareResults(Differences differences)
    {
        foreach ((RecordedOperation recorded, _, RuleLoadResult? result) in Steps())
        {
            differences.At(recorded);
            if (recorded.Kind is "new_engine" or "add_source" or "extra_output_format" or "extra_output_field")
                differences.Excuse(recorded, Preparation);
            if (result is null)
                continue;
            differences.Compare($"{recorded} ok", recorded.Flag("ok").ToString(), result.IsSuccessful.ToString());
            differences.Compare($"{recorded} has_warnings", recorded.Flag("has_warnings").ToString(), (result.Warnings.Count > 0).ToString());
            differences.Compare($"{recorded} schema", recorded.Text("schema_validation"), result.SchemaStatus);
            differences.Compare($"{recorded} result", Json(recorded, "result"), JsonNode.Parse(RuleLoadResultJson.Write(result))!.ToJsonString());
            differences.Compare($"{recorded} text", recorded.Text("text"), RuleLoadResultText.Write(result));
            differences.Compare($"{recorded} summary", recorded.Text("text_short"), RuleLoadResultText.WriteSummary(result));
        }
    }

    [Fact]
    public void Every_rule_compiles_as_recorded() => Grading.Run(CompareRules);

    internal static void CompareRules(Differences differences)
    {
        foreach ((RecordedOperation recorded, RuleLoader loader, _) in Loads())
        {
            differences.At(recorded);
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
    }

    [Fact]
    public void Every_description_is_as_recorded() => Grading.Run(CompareDescriptions);

    internal static void CompareDescriptions(Differences differences)
    {
        foreach ((RecordedOperation recorded, RuleLoader? loader, _) in Steps())
        {
            differences.At(recorded);

            // Where a description failed (known-differences.md), there is none to compare.
            string key = recorded.Kind == "describe_rule" ? "json" : "describe";
            if (recorded.Kind is "describe_rule" or "load_rules" && Json(recorded, key) is { } expected)
            {
                JsonNode actual = JsonNode.Parse(RuleDescriptionJson.Write(loader!, recorded.Text("rule"))!)!;
                differences.Compare(recorded, RecordedJson.Sort(JsonNode.Parse(expected)!).ToJsonString(), RecordedJson.Sort(actual).ToJsonString());
            }
        }
    }

    [Fact]
    public void Required_plugins_are_checked_as_recorded() => Grading.Run(CompareRequirements);

    internal static void CompareRequirements(Differences differences)
    {
        foreach (IReadOnlyList<RecordedOperation> recording in RecordedOperation.ReadAll("rules"))
        {
            RecordedOperation? load = null;
            foreach (RecordedOperation recorded in recording)
            {
                if (recorded.Kind == "load_rules")
                    load = recorded;
                if (recorded.Kind != "check_plugin_requirements")
                    continue;
                differences.At(recorded);
                RuleLoader loader = new(new RuleLoaderOptions
                {
                    Plugins = recorded.Data.GetProperty("plugins").EnumerateArray()
                        .ToDictionary(plugin => plugin.GetProperty("name").GetString()!, plugin => plugin.GetProperty("version").GetString()!),
                });
                loader.Load(load!.Text("name")!, load.Text("content")!);
                string? error = loader.CheckPluginRequirements();
                differences.Compare(recorded, recorded.Text("error"), error ?? "");
                differences.Compare($"{recorded} result", recorded.Flag("result").ToString(), (error is null).ToString());
            }
        }
    }

    /// <summary>Why a line that only prepares what later lines show is not compared.</summary>
    public const string Preparation = "prepares what later lines are compared on";

    // These tests read items of their own with a loader of their own; to ours they are items that nobody knows.
    private const string OtherLoaders = "engine_loader_alt_loader";

    /// <summary>Loads all recorded files, each into the loader of its engine.</summary>
    private static IEnumerable<(RecordedOperation Recorded, RuleLoader Loader, RuleLoadResult Result)> Loads() =>
        Steps().Where(step => step.Result is not null).Select(step => (step.Recorded, step.Loader!, step.Result!));

    /// <summary>Does all recorded operations, and tells for each the loader of its engine and what it gave if it loaded a file.</summary>
    private static IEnumerable<(RecordedOperation Recorded, RuleLoader? Loader, RuleLoadResult? Result)> Steps()
    {
        foreach (IReadOnlyList<RecordedOperation> recording in RecordedOperation.ReadAll("rules"))
        {
            bool isOther = recording[0].Text("suite") == OtherLoaders;
            RuleLoader? loader = null;
            List<OutputAppendix> appendices = [];
            foreach (RecordedOperation recorded in recording)
            {
                RuleLoadResult? result = null;
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
                        result = loader.Load(recorded.Text("name")!, recorded.Text("content")!);
                        break;
                }

                yield return (recorded, loader, isOther && result is not null ? WithoutUnknownItems(result) : result);
            }
        }
    }

    private static RuleLoadResult WithoutUnknownItems(RuleLoadResult result) =>
        new(result.Name, [.. result.Diagnostics.Where(diagnostic => diagnostic.Code != DiagnosticCode.UnknownItem)], result.SchemaWarnings);

    /// <summary>A loader for the sources and the priority that were recorded.</summary>
    internal static RuleLoader NewLoader(RecordedOperation recorded, IReadOnlyList<OutputAppendix> appendices) => new(new RuleLoaderOptions
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
