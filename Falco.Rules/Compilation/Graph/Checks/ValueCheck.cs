using Falco.Core.Fields;
using Falco.Core.State;
using Falco.Rules.Compilation.Operators;

namespace Falco.Rules.Compilation.Graph.Checks;

/// <summary>Reads a value and tests it; a missing value fails every test.</summary>
internal sealed class ValueCheck(BoundOperand operand, ValueTest test) : Predicate
{
    public override bool Evaluate(in HostEvent view, EvaluationContext context) =>
        operand.TryRead(in view, context.Scratch, out FieldValue value) && test.Holds(in value);
}
