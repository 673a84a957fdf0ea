using Falco.Rules.Engine;
using Falco.Rules.Loading;

namespace Falco.Rules.Tests.Loading;

/// <summary>Rules, and how later items change them.</summary>
public sealed class RuleTests
{
    private static readonly string Base = Files.Rule("r", "evt.type = open");

    [Fact]
    public void A_rule_carries_what_was_written()
    {
        (RuleLoader loader, _) = Files.Load(Files.Rule("r", "evt.type = open", "  tags: [z, a]\n  enabled: no\n  capture: on\n  capture_duration: 250\n"));
        Rule rule = Assert.Single(loader.Build().Rules);
        Assert.Equal(("r", "d", "syscall", RulePriority.Informational), (rule.Name, rule.Description, rule.Source, rule.Priority));
        Assert.Equal(["a", "z"], rule.Tags);
        Assert.False(rule.IsEnabled);
        Assert.True(rule.Captures);
        Assert.Equal(TimeSpan.FromMilliseconds(250), rule.CaptureDuration);
    }

    [Fact]
    public void Overrides_append_first_and_then_replace()
    {
        const string Override = "- rule: r\n  condition: and proc.name = x\n  output: p\n  tags: [t]\n  override:\n    condition: append\n    output: replace\n    tags: append\n";
        (RuleLoader loader, _) = Files.Load(Base + Override);
        Rule rule = Assert.Single(loader.Build().Rules);
        Assert.Equal(("evt.type = open and proc.name = x", "p"), (rule.ConditionText, rule.OutputText));
        Assert.Equal(["t"], rule.Tags);
    }

    [Theory]
    [InlineData("  condition: x\n  override:\n    priority: append\n", "Key 'priority' cannot be appended to, use 'replace' instead")]
    [InlineData("  override:\n    source: replace\n", "Key 'source' cannot be replaced")]
    [InlineData("  override:\n    desc: add\n", "Invalid override operation for key 'desc': 'add'. Allowed values are: append replace ")]
    [InlineData("  override:\n    output: append\n", "An append override for 'output' was specified but 'output' is not defined")]
    [InlineData("  override:\n    output: replace\n", "An replace override for 'output' was specified but 'output' is not defined")]
    [InlineData("  output: x\n  desc: y\n  override:\n    output: replace\n", "Unexpected key 'desc': no corresponding entry under 'override' is defined.")]
    [InlineData("  output: x\n  append: true\n  override:\n    output: replace\n",
        "Keys 'override' and 'append: true' cannot be used together. Add an 'append' entry (e.g. 'condition: append') under 'override' instead.")]
    public void A_wrong_override_is_an_error(string keys, string message) =>
        Assert.Equal("LOAD_ERR_YAML_VALIDATE " + message, Files.Error(Base + "- rule: r\n" + keys));

    [Theory]
    [InlineData("  desc: x\n  override:\n    desc: append\n", "Rule uses 'append' or 'override.<key>: append' but no rule by that name already exists")]
    [InlineData("  desc: x\n  override:\n    desc: replace\n",
        "An 'override.<key>: replace' to a rule was requested but no rule by that name already exists")]
    [InlineData("  enabled: false\n", "Rule has 'enabled' key but no rule by that name already exists")]
    public void A_change_needs_an_earlier_rule(string keys, string message) =>
        Assert.Equal("LOAD_ERR_VALIDATE " + message, Files.Error("- rule: r\n" + keys));

    [Fact]
    public void A_rule_that_is_defined_again_keeps_its_place()
    {
        (RuleLoader loader, _) = Files.Load(Base + Files.Rule("s", "evt.type = close"), Files.Rule("r", "evt.type = read"));
        Assert.Equal(["r", "s"], loader.Build().Rules.Select(rule => rule.Name));
        Assert.Equal("evt.type = read", loader.Build().Rules[0].ConditionText);
    }

    [Fact]
    public void A_rule_of_an_unknown_source_is_kept_but_not_compiled()
    {
        (RuleLoader loader, RuleLoadResult result) = Files.Load(Files.Rule("r", "ka.x = 1", "  source: k8s_audit\n"));
        Assert.Equal("Unknown source k8s_audit, skipping", Assert.Single(result.Warnings).Message);
        Assert.Empty(loader.Build().Rules);
    }

    [Fact]
    public void An_unknown_field_can_be_tolerated()
    {
        string rule = Files.Rule("r", "no.field = 1");
        Assert.Equal("LOAD_ERR_COMPILE_CONDITION filter_check called with nonexistent field no.field", Files.Error(rule));
        Assert.Equal(["LOAD_UNKNOWN_FILTER"], Files.Warnings(rule + "  skip-if-unknown-filter: true\n"));
    }

    [Fact]
    public void Rules_for_many_event_types_are_warned_of_unless_they_never_hold()
    {
        Assert.Equal(["LOAD_NO_EVTTYPE"], Files.Warnings(Files.Rule("r", "proc.name = x")));
        Assert.Empty(Files.Warnings(Files.Rule("r", "proc.name = x", "  warn_evttypes: false\n")));
        Assert.Empty(Files.Warnings(Files.Rule("r", "evt.num = 0")));
    }

    [Fact]
    public void Less_important_rules_are_left_out()
    {
        RuleLoader loader = new(new RuleLoaderOptions { MinimumPriority = RulePriority.Notice });
        loader.Load("f.yaml", Base + Base.Replace("r\n", "s\n").Replace("INFO", "notice"));
        Assert.Equal(["s"], loader.Build().Rules.Select(rule => rule.Name));
    }

    [Fact]
    public void A_file_with_an_error_leaves_the_rules_as_they_were()
    {
        (RuleLoader loader, RuleLoadResult result) = Files.Load(Base, Files.Rule("s", "evt.type ="));
        Assert.False(result.IsSuccessful);
        Assert.Equal(["r"], loader.Build().Rules.Select(rule => rule.Name));
    }

    [Fact]
    public void Every_set_has_a_revision_of_its_own()
    {
        (RuleLoader loader, _) = Files.Load(Base);
        Assert.True(loader.Build().Revision < loader.Build().Revision);
    }
}
