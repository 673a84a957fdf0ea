using Falco.Core.Events;
using Falco.Rules.Compilation.Graph.Witnesses;
using Falco.Rules.Engine;
using Falco.Rules.Loading;

namespace Falco.Rules.Compilation.Graph;

/// <summary>Compiles rules together: one graph, specialised for every event type.</summary>
internal static class RuleSetCompiler
{
    private const int BlockSize = 64;

    /// <summary>Compiles rules of one source.</summary>
    /// <param name="rules">The enabled rules in the order of evaluation.</param>
    /// <param name="source">The event source.</param>
    /// <param name="optimizations">What makes judging fast.</param>
    public static CompiledRuleSet Compile(IReadOnlyList<Rule> rules, string source, RuleOptimizations optimizations) =>
        Compile(rules, EventSchema.Types, (rule, type) => RuleIndex.Contains(rule, source, type.Type), optimizations);

    /// <summary>Compiles rules of an application's source, whose events have types of their own: all rules are judged on each.</summary>
    /// <param name="rules">The enabled rules in the order of evaluation.</param>
    /// <param name="types">The types.</param>
    /// <param name="optimizations">What makes judging fast.</param>
    public static CompiledRuleSet Compile(IReadOnlyList<Rule> rules, IReadOnlyList<EventTypeInfo> types, RuleOptimizations optimizations) =>
        Compile(rules, types, static (_, _) => true, optimizations);

    private static CompiledRuleSet Compile(
        IReadOnlyList<Rule> rules, IReadOnlyList<EventTypeInfo> types, Func<Rule, EventTypeInfo, bool> isJudgedOn, RuleOptimizations optimizations)
    {
        var nodes = new GraphNodeFactory();
        ConditionSpecializer[] specializers = [.. rules.Select(rule => new ConditionSpecializer(nodes, rule.Condition, optimizations))];
        List<(int Rule, GraphNode Condition)>[] conditions = [.. types.Select(type => Specialize(rules, specializers, type, isJudgedOn))];

        var emitter = new PredicateEmitter(optimizations);
        var builder = new RuleBlockBuilder(emitter, optimizations);
        UseCounter.Count(conditions.SelectMany(list => list).SelectMany(rule => builder.Demands(rule.Condition)));
        var indexes = new WitnessIndexBuilder(emitter, optimizations);
        var known = new Dictionary<string, RuleList>();
        RuleList[] lists = Array.ConvertAll(conditions, list =>
        {
            // Versions of one system call have the same rules, and then the same list.
            string key = string.Join(',', list.Select(rule => $"{rule.Rule}:{rule.Condition.Id}"));
            if (!known.TryGetValue(key, out RuleList? same))
            {
                same = new RuleList([.. list.Chunk(BlockSize).Select(builder.Build)], indexes.Build(list));
                known.Add(key, same);
            }

            return same;
        });
        return new CompiledRuleSet([.. rules], lists, emitter.Layout);
    }

    private static List<(int Rule, GraphNode Condition)> Specialize(
        IReadOnlyList<Rule> rules, ConditionSpecializer[] specializers, EventTypeInfo type, Func<Rule, EventTypeInfo, bool> isJudgedOn)
    {
        List<(int Rule, GraphNode Condition)> conditions = [];
        for (int i = 0; i < rules.Count; i++)
        {
            if (!isJudgedOn(rules[i], type))
                continue;
            GraphNode condition = specializers[i].Specialize(type);
            if (condition.Kind != GraphNodeKind.False)
                conditions.Add((i, condition));
        }

        return conditions;
    }
}
