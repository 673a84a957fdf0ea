using Falco.Core.State;

namespace Falco.Rules.Compilation.Graph;

/// <summary>Holds if its part does not.</summary>
internal sealed class NotPredicate(Predicate part) : Predicate
{
    public override bool Evaluate(in HostEvent view, EvaluationContext context) => !part.Evaluate(in view, context);
}
