using Falco.Core.Events;
using Falco.Rules.Compilation.Graph;
using Falco.Rules.Engine;

namespace Falco.Rules.Tests.Graph;

public sealed class SpecializationTests
{
    private readonly GraphNodeFactory _nodes = new();

    [Theory]
    [InlineData("evt.type = openat", true)]
    [InlineData("evt.type != openat", false)]
    [InlineData("evt.type in (read, openat)", true)]
    [InlineData("not evt.type in (read, openat)", false)]
    [InlineData("evt.type = read and proc.name = a", false)]
    [InlineData("evt.type = openat or proc.name = a", true)]
    [InlineData("evt.num = 0", false)]
    [InlineData("evt.num >= 0", true)]
    [InlineData("evt.num > 0", true)]
    [InlineData("proc.name = a and not proc.name = a", false)]
    [InlineData("proc.name = a or not proc.name = a", true)]
    public void What_the_event_type_settles_is_a_constant(string condition, bool expected) =>
        Assert.Equal(expected ? GraphNodeKind.True : GraphNodeKind.False, Specialize(condition, EventType.Openat_2Exit).Kind);

    [Fact]
    public void A_check_of_a_field_that_the_type_cannot_have_is_false_whatever_the_operator()
    {
        Assert.Equal(GraphNodeKind.False, Specialize("fd.name != /etc", EventType.Execve_19Exit).Kind);
        Assert.Equal(GraphNodeKind.True, Specialize("not fd.name != /etc", EventType.Execve_19Exit).Kind);
    }

    [Fact]
    public void The_name_of_a_call_without_a_type_of_its_own_is_not_a_constant() =>
        Assert.Equal(GraphNodeKind.Check, Specialize("evt.type = openat", EventType.GenericExit).Kind);

    [Fact]
    public void Equal_parts_of_different_conditions_are_one_node_whatever_the_order() =>
        Assert.Same(
            Specialize("proc.name = a and (fd.num > 1 or fd.name = b)", EventType.Openat_2Exit),
            Specialize("(fd.name = b or fd.num > 1) and proc.name = a and evt.type = openat", EventType.Openat_2Exit));

    [Fact]
    public void What_depends_on_the_thread_alone_is_put_together()
    {
        GraphNode node = Specialize("proc.name = a and fd.num > 1 and user.uid = 0 and evt.num > 5", EventType.Openat_2Exit);
        GraphNode thread = Assert.Single(node.Children.ToArray(), child => child.Scope == PredicateScope.Thread);
        Assert.Equal(2, thread.Children.Length);
    }

    [Fact]
    public void Events_of_a_type_that_no_rule_wants_meet_no_rule()
    {
        CompiledRuleSet compiled = RuleSetCompiler.Compile([CompiledConditions.Rule("evt.type = openat and proc.name = a")], "syscall", RuleOptimizations.All);
        Assert.Empty(compiled.For(EventType.ReadExit).Blocks);
        Assert.Single(compiled.For(EventType.Openat_2Exit).Blocks);
    }

    [Fact]
    public void More_rules_than_a_word_has_bits_keep_their_order()
    {
        var rules = Enumerable.Range(0, 150).Select(i => CompiledConditions.Rule($"fd.num = {i}")).ToArray();
        RuleBlock[] blocks = RuleSetCompiler.Compile(rules, "syscall", RuleOptimizations.All).For(EventType.Openat_2Exit).Blocks;
        Assert.Equal(Enumerable.Range(0, 150), blocks.SelectMany(block => block.Rules));
    }

    private GraphNode Specialize(string condition, EventType type) =>
        new ConditionSpecializer(_nodes, CompiledConditions.Rule(condition).Condition, RuleOptimizations.All).Specialize(EventSchema.Get(type));
}
