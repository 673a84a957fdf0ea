using Falco.Core.Events;
using Falco.Core.State;
using Falco.Rules.Compilation;
using Falco.Rules.Compilation.Graph;
using Falco.Rules.Engine;
using Falco.Testing.Support;

namespace Falco.Conformance;

/// <summary>A condition as engines judge it, with each choice of optimizations; a single rule has no index.</summary>
internal static class CompiledCondition
{
    private static readonly RuleOptimizations[] Variants = [.. new OptimizationVariants().Select(row => (RuleOptimizations)row[0])];

    /// <summary>The optimizations with which the verdict is not the one expected.</summary>
    public static IEnumerable<RuleOptimizations> Disagreeing(BoundNode condition, in HostEvent view, HostState host, bool expected)
    {
        List<RuleOptimizations> wrong = [];
        foreach (RuleOptimizations optimizations in Variants)
        {
            if (Holds(condition, in view, host, optimizations) != expected)
                wrong.Add(optimizations);
        }

        return wrong;
    }

    private static bool Holds(BoundNode condition, in HostEvent view, HostState host, RuleOptimizations optimizations)
    {
        GraphNode node = new ConditionSpecializer(new GraphNodeFactory(), condition, optimizations).Specialize(EventSchema.Get(view.Event.Type));
        if (node.Kind == GraphNodeKind.False)
            return false;
        PredicateEmitter emitter = new(optimizations);
        RuleBlockBuilder builder = new(emitter, optimizations);
        UseCounter.Count(builder.Demands(node));
        RuleBlock block = builder.Build([(0, node)]);
        EvaluationContext context = new(host);
        context.Adopt(emitter.Layout, EvaluationRoom.For(emitter.Layout));
        context.BeginEvent();
        return block.Match(block.All, in view, context) != 0;
    }
}
