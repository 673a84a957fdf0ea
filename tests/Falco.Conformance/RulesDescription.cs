using System.Text.Json.Nodes;
using Falco.Rules.Loading;
using Falco.Testing.Support;

namespace Falco.Conformance;

/// <summary>The official rules, as the command line of the reference validated and described them.</summary>
public sealed class RulesDescription
{
    [Theory]
    [InlineData("validate-stable.json", "falco_rules.yaml")]
    [InlineData("validate-falco-incubating_rules.json", "falco-incubating_rules.yaml")]
    [InlineData("validate-falco-sandbox_rules.json", "falco-sandbox_rules.yaml")]
    public void Official_files_validate_as_recorded(string recording, string file)
    {
        string content = File.ReadAllText(ReferenceData.File("falco-rules", file));
        RuleLoadResult result = new RuleLoader().Load("../../falco-rules/" + file, content);
        Assert.Equal(Recorded(recording), RuleLoadResultJson.WriteAll([result]) + "\n");
    }

    [Fact]
    public void The_stable_rules_are_listed_as_recorded() =>
        Assert.Equal(Recorded("describe-stable.txt"), RuleDescriptionText.Write(LoadStable()));

    [Fact]
    public void One_rule_is_shown_as_recorded() =>
        Assert.Equal(Recorded("describe-one.txt"), RuleDescriptionText.Write(LoadStable(), "Terminal shell in container"));

    [Fact]
    public void A_rule_that_is_not_loaded_has_no_description()
    {
        RuleLoader loader = LoadStable();
        Assert.Null(RuleDescriptionText.Write(loader, "NOPE"));
        Assert.Null(RuleDescriptionJson.Write(loader, "NOPE"));
    }

    [Fact]
    public void The_stable_rules_are_described_as_recorded()
    {
        JsonNode expected = JsonNode.Parse(Recorded("describe-stable.json"))!;
        JsonNode actual = JsonNode.Parse(RuleDescriptionJson.Write(LoadStable())!)!;
        Differences differences = new();
        foreach (string part in (string[])["required_engine_version", "required_plugin_versions"])
            differences.Compare($"cli/describe {part}", expected[part]!.ToJsonString(), actual[part]!.ToJsonString());
        foreach (string kind in (string[])["lists", "macros", "rules"])
        {
            differences.Compare($"cli/describe {kind}", Names(expected[kind]!), Names(actual[kind]!));
            foreach ((JsonNode? recorded, JsonNode? described) in expected[kind]!.AsArray().Zip(actual[kind]!.AsArray()))
            {
                string name = recorded!["info"]!["name"]!.GetValue<string>();
                differences.Compare($"cli/describe {kind}:{name.Replace(' ', '_')}", RecordedJson.Sort(recorded).ToJsonString(), RecordedJson.Sort(described!).ToJsonString());
            }
        }

        differences.AssertNone();
    }

    private static RuleLoader LoadStable()
    {
        RuleLoader loader = new();
        loader.Load("falco_rules.yaml", File.ReadAllText(ReferenceData.File("falco-rules", "falco_rules.yaml")));
        return loader;
    }

    private static string Names(JsonNode items) => string.Join(',', items.AsArray().Select(item => item!["info"]!["name"]!.GetValue<string>()));

    private static string Recorded(string name) => File.ReadAllText(ReferenceData.File("conformance", "cli", name));
}
