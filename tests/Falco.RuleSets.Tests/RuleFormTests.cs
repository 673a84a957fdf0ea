using System.Text.RegularExpressions;
using Falco.Rules.Analysis;
using Falco.Rules.Loading;

namespace Falco.RuleSets.Tests;

/// <summary>What every built-in rule has to be, whatever it looks for.</summary>
public sealed partial class RuleFormTests
{
    private static readonly IReadOnlyList<Rule> All = BuiltInRuleSets.Load().Build().Rules;

    [Fact]
    public void Nothing_is_wrong_with_the_files() => Assert.Empty(RuleLint.Check(BuiltInRuleSets.Files).Select(finding => finding.ToString()));

    [Fact]
    public void The_default_is_whole_without_the_incubating_set() => Assert.Empty(RuleLint.Check(BuiltInRuleSets.Files.Take(1)).Select(finding => finding.ToString()));

    [Fact]
    public void A_rule_tells_how_mature_it_is_where_it_holds_and_which_technique_it_finds() => Assert.All(All, rule =>
    {
        Assert.Single(rule.Tags, tag => tag.StartsWith("maturity_", StringComparison.Ordinal));
        Assert.Contains(rule.Tags, tag => tag is "host" or "container");
        Assert.Contains(rule.Tags, tag => tag.StartsWith("mitre_", StringComparison.Ordinal));
        Assert.Contains(rule.Tags, tag => Technique().IsMatch(tag));
    });

    [Fact]
    public void Stable_rules_are_those_of_the_default()
    {
        HashSet<string> stable = [.. BuiltInRuleSets.Load(1).Build().Rules.Select(rule => rule.Name)];
        Assert.All(All, rule => Assert.Contains(stable.Contains(rule.Name) ? "maturity_stable" : "maturity_incubating", rule.Tags));
    }

    [Fact]
    public void A_rule_says_why_it_matters_and_its_alert_who_did_it() => Assert.All(All, rule =>
    {
        Assert.True(rule.Description.Length > 100, rule.Name);
        Assert.All((string[])["%proc.name", "%proc.exepath", "%proc.cmdline", "%proc.pname", "%user.name"], field => Assert.Contains(field, rule.OutputText));
    });

    [Fact]
    public void A_rule_can_be_tuned_by_an_exception_or_says_that_there_is_nothing_to_tune()
    {
        RuleLoader loader = BuiltInRuleSets.Load();
        Assert.All(loader.Collector.Rules, rule =>
            Assert.True(rule.Exceptions.Count > 0 || rule.Description.ToString().Contains("nothing to tune", StringComparison.Ordinal), rule.Name));
    }

    [Fact]
    public void No_rule_is_judged_on_every_event() => Assert.All(All, rule => Assert.InRange(rule.EventTypes.Count, 1, 40));

    [GeneratedRegex(@"^T\d{4}(\.\d{3})?$")]
    private static partial Regex Technique();
}
