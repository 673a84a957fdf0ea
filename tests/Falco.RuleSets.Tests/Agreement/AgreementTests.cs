using Falco.Rules.Loading;
using Falco.Testing.Support;

namespace Falco.RuleSets.Tests.Agreement;

/// <summary>docs/rules-agreement.md: our rules against the official ones on the reference captures.</summary>
/// <remarks>Written anew with <c>FALCO_UPDATE_DOCS=1</c>.</remarks>
public sealed class AgreementTests
{
    [Fact]
    public void The_table_tells_where_our_rules_and_the_official_ones_agree()
    {
        ReferenceData.Require();
        RuleSet ours = BuiltInRuleSets.Load().Build(), official = CaptureAlerts.Official();
        SortedDictionary<string, AgreementCount> first = AgreementCount.ByRule(CaptureAlerts.Raise(ours, matchesAll: false), CaptureAlerts.Recorded());
        SortedDictionary<string, AgreementCount> every =
            AgreementCount.ByRule(CaptureAlerts.Raise(ours, matchesAll: true), CaptureAlerts.Raise(official, matchesAll: true));

        Assert.All(first.Concat(every), entry => Assert.True(
            !entry.Value.Differs || KnownDifferences.ByRule.GetValueOrDefault(entry.Key) is not null, $"{entry.Key} differs for no known reason: {entry.Value}"));
        GeneratedDocument.Check("rules-agreement.md", new AgreementDocument(ours, official).Write(first, every));
    }

    [Fact]
    public void Every_rule_of_the_official_stable_set_is_in_the_default_under_its_name()
    {
        ReferenceData.Require();
        RuleLoader loader = new();
        loader.Load("falco_rules.yaml", File.ReadAllText(ReferenceData.File("falco-rules", "falco_rules.yaml")));

        Assert.Empty(loader.Build().Rules.Select(rule => rule.Name).Except(BuiltInRuleSets.Load(1).Build().Rules.Select(rule => rule.Name)));
    }

    [Fact]
    public void Differences_are_told_of_rules_that_exist()
    {
        ReferenceData.Require();
        IEnumerable<string> known = BuiltInRuleSets.Load().Build().Rules.Concat(CaptureAlerts.Official().Rules).Select(rule => rule.Name).Distinct();
        Assert.Equal(known.Order(StringComparer.Ordinal), KnownDifferences.ByRule.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Everyday_work_raises_nothing()
    {
        ReferenceData.Require();
        IEnumerable<RaisedAlert> alerts = CaptureAlerts.Raise(BuiltInRuleSets.Load().Build(), matchesAll: true);
        Assert.DoesNotContain(alerts, alert => alert.Capture is "everyday" or "shift");
    }
}
