using Falco.Core.State;

namespace Falco.Rules.Compilation.Graph;

/// <summary>Evaluates a part that several conditions share once per event.</summary>
internal sealed class EventMemoPredicate(Predicate part, int slot) : Predicate
{
    public override bool Evaluate(in HostEvent view, EvaluationContext context)
    {
        if (context.TryRecall(slot, out bool result))
            return result;
        result = part.Evaluate(in view, context);
        context.Remember(slot, result);
        return result;
    }
}
