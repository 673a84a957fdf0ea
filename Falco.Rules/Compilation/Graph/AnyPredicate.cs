using Falco.Core.State;

namespace Falco.Rules.Compilation.Graph;

/// <summary>Holds if at least one part holds; the cheapest is asked first.</summary>
internal sealed class AnyPredicate(Predicate[] parts) : Predicate
{
    public override bool Evaluate(in HostEvent view, EvaluationContext context)
    {
        foreach (Predicate part in parts)
        {
            if (part.Evaluate(in view, context))
                return true;
        }

        return false;
    }
}
