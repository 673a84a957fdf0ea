using Falco.Core.Events;
using Falco.Rules.Engine;

namespace Falco.Rules.Compilation.Graph;

/// <summary>Brings conditions into the graph as they are for one event type: what the type settles is a constant.</summary>
internal sealed class ConditionSpecializer(GraphNodeFactory nodes, EventTypeInfo type, RuleOptimizations optimizations)
{
    public GraphNode Specialize(BoundNode condition) => condition switch
    {
        BoundAnd and => nodes.All(and.Children.Select(Specialize)),
        BoundOr or => nodes.Any(or.Children.Select(Specialize)),
        BoundNot not => nodes.Not(Specialize(not.Child)),
        BoundCheck check => Specialize(check),
        _ => throw new ArgumentException($"A condition has no {condition.GetType().Name}.", nameof(condition)),
    };

    private GraphNode Specialize(BoundCheck check)
    {
        if ((optimizations & RuleOptimizations.TypeSpecialization) == 0)
            return nodes.Check(check);

        // A missing value makes every comparison false, whatever the operator.
        if (!check.Left.CanHave(type) || check.Right?.CanHave(type) == false)
            return nodes.False;
        return TypeConstant.TryFold(check, type, out bool value) ? nodes.Constant(value) : nodes.Check(check);
    }
}
