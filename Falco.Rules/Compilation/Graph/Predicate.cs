using Falco.Core.State;

namespace Falco.Rules.Compilation.Graph;

/// <summary>A part of a compiled condition. Immutable: what changes from event to event is in the <see cref="EvaluationContext"/>.</summary>
internal abstract class Predicate
{
    /// <summary>Whether the event has the property.</summary>
    public abstract bool Evaluate(in HostEvent view, EvaluationContext context);
}
