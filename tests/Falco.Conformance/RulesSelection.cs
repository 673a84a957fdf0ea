using System.Globalization;
using Falco.Rules.Engine;
using Falco.Rules.Loading;

namespace Falco.Conformance;

/// <summary>Which rules are on after rules were switched on and off, as the reference counted them.</summary>
public sealed class RulesSelection
{
    private const string Default = "falco-default-ruleset";

    [Fact]
    public void Rules_of_loaded_files_are_switched_as_recorded() => Grading.Run(CompareRuleSets);

    internal static void CompareRuleSets(Differences differences)
    {
        foreach (IReadOnlyList<RecordedOperation> recording in RecordedOperation.ReadAll("rules"))
        {
            RuleLoader? loader = null;
            Dictionary<string, List<RuleSelection>> selections = [];
            Dictionary<int, string> names = recording.Where(line => line.Kind == "find_ruleset_id")
                .ToDictionary(line => line.Data.GetProperty("id").GetInt32(), line => line.Text("ruleset")!);
            foreach (RecordedOperation recorded in recording)
            {
                differences.At(recorded);
                switch (recorded.Kind)
                {
                    case "new_engine":
                        loader = null;
                        break;
                    case "load_rules":
                        loader ??= RulesLoad.NewLoader(recorded, []);
                        loader.Load(recorded.Text("name")!, recorded.Text("content")!);
                        selections = [];
                        break;
                    case "find_ruleset_id":
                        differences.Excuse(recorded, "a rule set is an object here and has no number; the number tells which one an 'enable' is for");
                        break;
                    case "enable":
                        string set = recorded.Text("ruleset") ?? names[recorded.Data.GetProperty("ruleset_id").GetInt32()];
                        selections[set] = [.. selections.GetValueOrDefault(set, []), .. Selections(recorded)];
                        differences.Excuse(recorded, "compared where the rules that are on are counted");
                        break;
                    case "num_rules":
                        string name = recorded.Text("ruleset")!;
                        int count = Enabled(loader!.Build().Rules, name, selections.GetValueOrDefault(name, []));
                        differences.Compare(recorded, recorded.Data.GetProperty("count").ToString(), count.ToString(CultureInfo.InvariantCulture));
                        break;
                }
            }
        }
    }

    [Fact]
    public void Known_rules_are_switched_as_recorded() => Grading.Run(CompareEnabling);

    internal static void CompareEnabling(Differences differences)
    {
        foreach (IReadOnlyList<RecordedOperation> recording in RecordedOperation.ReadAll("rules"))
        {
            List<Rule> known = [];
            Dictionary<int, List<RuleSelection>> selections = [];
            foreach (RecordedOperation recorded in recording.Where(line => line.Kind is "rs_enable" or "rs_enabled_count"))
            {
                differences.At(recorded);
                int set = recorded.Data.GetProperty("ruleset").GetInt32();
                if (recorded.Kind == "rs_enable")
                {
                    known = [.. recorded.Data.GetProperty("known").EnumerateArray().Select(rule => Known(rule.GetString()!.Split('\t')))];
                    selections[set] = [.. selections.GetValueOrDefault(set, []), .. Selections(recorded)];
                    differences.Excuse(recorded, "compared where the rules that are on are counted");
                    continue;
                }

                int count = RuleSwitchboard.Enabled(known, selections.GetValueOrDefault(set, [])).Count;
                differences.Compare(recorded, recorded.Data.GetProperty("count").ToString(), count.ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    // Files switch rules on in the default set only.
    private static int Enabled(IEnumerable<Rule> rules, string set, IReadOnlyList<RuleSelection> selections) =>
        RuleSwitchboard.Enabled(rules.Select(rule => rule with { IsEnabled = rule.IsEnabled && set == Default }), selections).Count;

    // What the command line has no word for: a name without stars is itself a pattern, a part of a name is one between stars,
    // and the empty name is that of every rule.
    private static IEnumerable<RuleSelection> Selections(RecordedOperation recorded)
    {
        bool enable = recorded.Flag("enabled");
        string pattern = recorded.Text("pattern") ?? "";
        return recorded.Text("match") switch
        {
            "tag" => recorded.Data.GetProperty("tags").EnumerateArray().Select(tag => new RuleSelection(enable, Tag: tag.GetString()!)),
            "substring" => [new RuleSelection(enable, $"*{pattern}*")],
            "exact" when pattern.Length == 0 => [new RuleSelection(enable, "*")],
            _ => [new RuleSelection(enable, pattern)],
        };
    }

    private static Rule Known(string[] nameAndTags) => new()
    {
        Name = nameAndTags[0],
        Description = "",
        Source = "syscall",
        Priority = RulePriority.Notice,
        Tags = nameAndTags[1..],
        IsEnabled = false,
        ConditionText = "",
        OutputText = "",
    };
}
