using Falco.Rules.Engine;

namespace Falco.Rules.Tests.Engine;

public sealed class RuleEngineTests
{
    private static readonly string Three = EngineReplay.File(
        "evt.type = execve and proc.name = cat", "evt.type = execve", "evt.type in (execve, chdir)");

    [Fact]
    public void Only_the_first_rule_that_holds_raises_an_alert()
    {
        List<Alert> alerts = EngineReplay.Run(new RuleEngine(EngineReplay.Load(Three)));

        Assert.Contains(alerts, alert => alert.Rule == "a");
        Assert.Equal(alerts.Count, alerts.Select(alert => alert.EventNumber).Distinct().Count());
        Assert.DoesNotContain(alerts, alert => alert.Rule == "b" && alert.Message.EndsWith(" cat", StringComparison.Ordinal));
    }

    [Fact]
    public void All_rules_that_hold_raise_alerts_in_the_order_of_the_file()
    {
        List<Alert> alerts = EngineReplay.Run(new RuleEngine(EngineReplay.Load(Three), new RuleEngineOptions { MatchAll = true }));

        string[] ofCat = [.. alerts.Where(alert => alert.EventNumber == alerts.First(first => first.Rule == "a").EventNumber).Select(alert => alert.Rule)];
        Assert.Equal(["a", "b", "c"], ofCat);
    }

    [Fact]
    public void A_rule_that_was_switched_off_and_on_again_comes_last()
    {
        RuleEngineOptions options = new()
        {
            MatchAll = true,
            Selections = [new RuleSelection(false, "a"), new RuleSelection(true, "*")],
        };
        List<Alert> alerts = EngineReplay.Run(new RuleEngine(EngineReplay.Load(Three), options));

        ulong number = alerts.First(alert => alert.Rule == "a").EventNumber;
        Assert.Equal(["b", "c", "a"], alerts.Where(alert => alert.EventNumber == number).Select(alert => alert.Rule));
    }

    [Fact]
    public void Rules_are_switched_by_name_and_by_tag_and_the_last_word_counts()
    {
        RuleEngineOptions options = new()
        {
            MatchAll = true,
            Selections = [new RuleSelection(false, "*"), new RuleSelection(true, Tag: "even"), new RuleSelection(false, "c")],
        };
        List<Alert> alerts = EngineReplay.Run(new RuleEngine(EngineReplay.Load(Three), options));

        Assert.Equal(["a"], alerts.Select(alert => alert.Rule).Distinct());
    }

    [Fact]
    public void An_alert_carries_its_rule_and_the_event_that_raised_it()
    {
        RuleEngine engine = new(EngineReplay.Load(Three));
        Alert alert = EngineReplay.Run(engine).First(alert => alert.Rule == "a");

        Assert.Equal(RulePriority.Warning, alert.Priority);
        Assert.Equal(["even"], alert.Tags);
        Assert.Equal(engine.Rules.Revision, alert.Revision);
        Assert.StartsWith($"a {alert.EventNumber} cat", alert.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Alerts_are_counted_by_rule_in_the_order_of_the_file()
    {
        RuleEngine engine = new(EngineReplay.Load(Three));
        List<Alert> alerts = EngineReplay.Run(engine);

        Assert.Equal(alerts.Count, engine.AlertCount);
        Assert.Equal(
            alerts.GroupBy(alert => alert.Rule).OrderBy(group => group.Key).Select(group => (group.Key, (long)group.Count())),
            engine.AlertsByRule.Select(count => (count.Key.Name, count.Value)));
    }

    [Fact]
    public void Events_that_only_complete_the_picture_are_not_judged()
    {
        RuleEngine engine = new(EngineReplay.Load(EngineReplay.File("evt.num > 0")));
        EngineReplay.Run(engine);

        // The capture holds 24,363 events, the first 71 of which complete the tables of users and groups.
        Assert.Equal(24_292, engine.EventCount);
        Assert.Equal(24_292, engine.AlertCount);
    }
}
