using Falco.Core.State;

namespace Falco.Rules.Compilation.Graph.Checks;

/// <summary>Holds if there is a value.</summary>
internal sealed class ExistsCheck(BoundOperand operand) : Predicate
{
    public override bool Evaluate(in HostEvent view, EvaluationContext context) => operand.TryRead(in view, context.Scratch, out _);
}
