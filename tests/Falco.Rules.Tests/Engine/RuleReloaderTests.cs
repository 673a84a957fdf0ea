using Falco.Core.Events;
using Falco.Rules.Engine;
using Falco.Rules.Loading;

namespace Falco.Rules.Tests.Engine;

public sealed class RuleReloaderTests
{
    private static readonly string Good = EngineReplay.File("evt.type = execve");

    [Fact]
    public void A_set_with_an_error_changes_nothing()
    {
        RuleEngine engine = new(EngineReplay.Load(Good));
        RuleSet before = engine.Rules;
        RuleReload reload = Reload(engine, Good, EngineReplay.File("evt.type ="));

        Assert.False(reload.IsAccepted);
        Assert.Same(before, engine.Rules);
    }

    [Fact]
    public void Every_item_with_an_error_is_reported_once_whatever_file_it_is_in()
    {
        const string First = """
            - list: l
            - macro: m
              condition: evt.type =
            - rule: r
              desc: d
              condition: m and no.field = 1
              output: o
              priority: INFO
            - rule: s
              desc: d
              condition: no.such = 1
              output: "%not.there"
              priority: INFO
            - rule: t
              desc: d
              condition: nobody_knows
              output: o
              priority: WORSE
            """;
        RuleReload reload = Reload(new RuleEngine(EngineReplay.Load(Good)), First, "- just text\n", "a: [\n");

        // The rule r is wrong because of its macro, which says enough.
        Assert.Equal(
            ["list 'l'", "rule 't'", "macro 'm'", "rule 's'", "rules content item", "value for"],
            reload.Errors.Select(error => error.Locations[1].ToString().Split(':')[0]));
    }

    [Fact]
    public void A_plugin_that_is_not_there_is_told_and_changes_nothing()
    {
        RuleEngine engine = new(EngineReplay.Load(Good));
        RuleSet before = engine.Rules;
        RuleReload reload = Reload(engine, "- required_plugin_versions:\n  - name: absent\n    version: 1.0.0\n");

        Assert.Contains("absent", reload.MissingPlugin, StringComparison.Ordinal);
        Assert.Same(before, engine.Rules);
    }

    [Fact]
    public void What_the_options_select_and_the_priority_leaves_out_holds_for_the_new_set_too()
    {
        string rules = EngineReplay.File("evt.type = execve", "evt.type = chdir", "evt.type = openat");
        RuleEngineOptions options = new() { MatchAll = true, Selections = [new RuleSelection(false, "a"), new RuleSelection(false, Tag: "x")] };
        RuleEngine engine = new(EngineReplay.Load(Good), options);
        RuleReloader reloader = new(engine, new RuleLoaderOptions { MinimumPriority = RulePriority.Warning });
        Assert.True(reloader.Load([new RuleFile("f.yaml", rules)]).IsAccepted);

        Assert.Equal(["c"], EngineReplay.Run(engine).Select(alert => alert.Rule).Distinct());
    }

    [Fact]
    public void Counts_go_on_for_a_rule_of_the_same_name_even_while_it_is_switched_off()
    {
        string two = EngineReplay.File("evt.type = execve", "evt.type = chdir");
        RuleEngine engine = new(EngineReplay.Load(two), new RuleEngineOptions { MatchAll = true });
        EngineReplay.Run(engine);
        (string, long)[] counts = [.. engine.AlertsByRule.Select(count => (count.Key.Name, count.Value))];

        Reload(engine, two + "\n  enabled: false");
        Assert.Equal(counts, engine.AlertsByRule.Select(count => (count.Key.Name, count.Value)));
        Reload(engine, Good);
        Assert.Equal(counts[..1], engine.AlertsByRule.Select(count => (count.Key.Name, count.Value)));
        Reload(engine, two);
        Assert.Equal(counts[..1], engine.AlertsByRule.Select(count => (count.Key.Name, count.Value)));
    }

    [Fact]
    public void A_live_source_watches_for_both_sets_while_they_are_exchanged()
    {
        List<string> selected = [];
        RuleEngine engine = new(EngineReplay.Load(Good));
        RuleReloader reloader = new(engine, new RuleLoaderOptions(), syscalls => selected.Add($"{syscalls} {engine.Rules.Revision}"));
        reloader.Load([new RuleFile("f.yaml", EngineReplay.File("evt.type = chdir"))]);

        Assert.Equal([$"{SyscallSet.Of("chdir", "execve")} 1", $"{SyscallSet.Of("chdir")} 2"], selected);
    }

    [Fact]
    public void A_source_that_refuses_to_watch_keeps_the_old_set()
    {
        RuleEngine engine = new(EngineReplay.Load(Good));
        RuleReloader reloader = new(engine, new RuleLoaderOptions(), _ => throw new InvalidOperationException("no"));

        Assert.Throws<InvalidOperationException>(() => reloader.Load([new RuleFile("f.yaml", Good)]));
        Assert.Equal(1, engine.Rules.Revision);
    }

    private static RuleReload Reload(RuleEngine engine, params string[] contents) =>
        new RuleReloader(engine, new RuleLoaderOptions()).Load(contents.Select((content, i) => new RuleFile($"{i}.yaml", content)));
}
