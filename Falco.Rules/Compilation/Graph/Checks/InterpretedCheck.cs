using Falco.Core.State;

namespace Falco.Rules.Compilation.Graph.Checks;

/// <summary>A comparison of a kind that is too rare for a predicate of its own.</summary>
internal sealed class InterpretedCheck(BoundCheck check) : Predicate
{
    public override bool Evaluate(in HostEvent view, EvaluationContext context) =>
        ConditionInterpreter.Evaluate(check, in view, context.Scratch);
}
