using Falco.Core.State;

namespace Falco.Rules.Compilation.Graph;

/// <summary>Holds if all parts hold; the cheapest is asked first.</summary>
internal sealed class AllPredicate(Predicate[] parts) : Predicate
{
    public override bool Evaluate(in HostEvent view, EvaluationContext context)
    {
        foreach (Predicate part in parts)
        {
            if (!part.Evaluate(in view, context))
                return false;
        }

        return true;
    }
}
