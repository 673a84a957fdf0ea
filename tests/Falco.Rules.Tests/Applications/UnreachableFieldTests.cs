using Falco.Rules.Analysis;
using Falco.Rules.Diagnostics;
using Falco.Rules.Loading;

namespace Falco.Rules.Tests.Applications;

public sealed class UnreachableFieldTests
{
    [Theory]
    [InlineData("evt.type = placed and order.method = card")]
    [InlineData("evt.type = placed and not order.method = card")]
    [InlineData("evt.type != paid and order.method exists")]
    [InlineData("not evt.type = paid and order.method = card")]
    [InlineData("not (evt.type = paid or order.method = card)")]
    [InlineData("evt.type in (placed) and (order.total = 1 or order.customer = val(order.method))")]
    [InlineData("(evt.type = placed and tolower(order.method) = card) or evt.type = paid")]
    public void A_field_that_the_named_events_do_not_have_is_told_when_rules_are_loaded(string condition)
    {
        Diagnostic warning = Assert.Single(Load(Orders.Rule("r", condition)).Warnings);

        Assert.Equal("LINT_FIELD_NOT_ON_EVENT", warning.Code);
        Assert.Equal("Rule 'r' reads order.method of placed, where it has no value: it belongs to paid", warning.Message);
        Assert.Equal(4, warning.Range!.Start.Line);
    }

    [Theory]
    [InlineData("order.method = card")]
    [InlineData("evt.type in (placed, paid) and order.method = card")]
    [InlineData("evt.type = paid and order.method = card")]
    [InlineData("evt.type exists and order.method = card")]
    [InlineData("evt.type = placed or order.method = card")]
    [InlineData("evt.type = placed and order.customer = Ada")]
    [InlineData("(evt.type = placed and order.total = 1) or (evt.type = paid and order.method = card)")]
    public void A_field_that_some_event_of_the_rule_has_is_fine(string condition) =>
        Assert.Empty(Load(Orders.Rule("r", condition)).Warnings);

    [Fact]
    public void An_output_is_looked_at_too()
    {
        Diagnostic warning = Assert.Single(Load(Orders.Rule("r", "evt.type = placed", "paid by %order.method, %order.method")).Warnings);

        Assert.Equal(("LINT_FIELD_NOT_ON_EVENT", 5), (warning.Code, warning.Range!.Start.Line));
    }

    [Fact]
    public void Lint_proves_more_than_loading_by_the_events_of_the_source()
    {
        string rule = Orders.Rule("r", "evt.type = placed and evt.type = paid");
        Assert.Empty(Load(rule).Warnings);
        Assert.Contains("LINT_NEVER_MATCHES", RuleLint.Check([new RuleFile("orders.yaml", rule)], Orders.LoaderOptions()).Select(finding => finding.Code));
        Assert.Empty(RuleLint.Check([new RuleFile("orders.yaml", Orders.Rule("r", "evt.type = placed"))], Orders.LoaderOptions()));
    }

    [Fact]
    public void A_description_names_the_events_that_a_rule_can_be_about()
    {
        RuleLoader loader = new(Orders.LoaderOptions());
        loader.Load("orders.yaml", Orders.Rule("r", "evt.type != paid"));

        Assert.Contains("\"events\":[\"placed\"]", RuleDescriptionJson.Write(loader, "r"), StringComparison.Ordinal);
    }

    private static RuleLoadResult Load(string rules) => new RuleLoader(Orders.LoaderOptions()).Load("orders.yaml", rules);
}
