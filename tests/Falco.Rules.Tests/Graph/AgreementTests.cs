using CsCheck;
using Falco.Core.Events;
using Falco.Rules.Compilation.Graph;
using Falco.Rules.Engine;
using Falco.Rules.Loading;
using Falco.Testing.Support;

namespace Falco.Rules.Tests.Graph;

/// <summary>The graph against the interpreter, which is the definition of what conditions mean, over real events.</summary>
public sealed class AgreementTests
{
    [Fact]
    public void Random_conditions_hold_for_the_events_for_which_the_interpreter_says_so() =>
        RandomCondition.Gen.Array[90].Sample(
            conditions =>
            {
                AgreementObserver replay = AgreementObserver.Replay(
                    Repository.Data("attack-small.scap"), conditions.Select(condition => CompiledConditions.Rule(condition)));
                Assert.Equal("", string.Join('\n', replay.Differences));
                Assert.NotEqual(0, replay.Held);
            },
            iter: 6,
            threads: 1);

    [Fact]
    public void What_is_remembered_on_threads_and_descriptors_is_what_would_be_read_anew_for_every_field_of_the_catalogue()
    {
        foreach (string capture in (string[])["attack-small.scap", "everyday-small.scap"])
        {
            string path = Repository.Data(capture);
            AgreementObserver replay = AgreementObserver.Replay(path, SampledConditions.Of(path).Select(condition => CompiledConditions.Rule(condition)));
            Assert.Equal("", string.Join('\n', replay.Differences));
        }
    }

    [Theory]
    [ClassData(typeof(OptimizationVariants))]
    public void Random_conditions_hold_for_the_same_events_without_an_optimization(RuleOptimizations optimizations)
    {
        string[] conditions = [];
        RandomCondition.Gen.Array[90].Sample(sample => conditions = sample, seed: "0000000000007", iter: 1, threads: 1);
        AgreementObserver replay = AgreementObserver.Replay(
            Repository.Data("attack-small.scap"), conditions.Select(condition => CompiledConditions.Rule(condition)), optimizations);

        Assert.Equal("", string.Join('\n', replay.Differences));
        Assert.NotEqual(0, replay.Held);
    }

    [Theory]
    [InlineData(11, RuleOptimizations.All)]
    [InlineData(12, RuleOptimizations.All)]
    [InlineData(11, RuleOptimizations.All & ~RuleOptimizations.ThreadMemory)]
    [InlineData(11, RuleOptimizations.All & ~RuleOptimizations.DescriptorMemory)]
    [InlineData(11, RuleOptimizations.None)]
    public void Rules_that_the_index_leaves_out_would_not_have_held(int seed, RuleOptimizations optimizations)
    {
        string path = Repository.Data("attack-small.scap");
        Rule[] rules = [.. WitnessConditions.Of(path, 300, seed).Select(condition => CompiledConditions.Rule(condition))];
        RuleList list = RuleSetCompiler.Compile(rules, "syscall", optimizations).For(EventType.Execve_19Exit);
        Assert.Equal(optimizations != RuleOptimizations.None, list.Index is not null);

        AgreementObserver replay = AgreementObserver.Replay(path, rules, optimizations);

        Assert.Equal("", string.Join('\n', replay.Differences));
        Assert.NotEqual(0, replay.Held);
    }

    [Theory]
    [ClassData(typeof(OptimizationVariants))]
    public void Official_rules_hold_for_the_events_for_which_the_interpreter_says_so(RuleOptimizations optimizations)
    {
        RuleLoader loader = new();
        foreach (string file in (string[])["falco_rules.yaml", "falco-incubating_rules.yaml", "falco-sandbox_rules.yaml"])
            Assert.True(loader.Load(file, File.ReadAllText(ReferenceData.File("falco-rules", file))).IsSuccessful);

        // Judged on every type of event, not only on those that their conditions select.
        IEnumerable<Rule> rules = loader.Build().Rules.Select(rule => CompiledConditions.Rule(rule.Name, rule.Condition));
        AgreementObserver replay = AgreementObserver.Replay(Repository.Data("attack-small.scap"), rules, optimizations);

        Assert.Equal("", string.Join('\n', replay.Differences));
        Assert.NotEqual(0, replay.Held);
    }
}
