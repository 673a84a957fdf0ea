using Falco.Core.Fields;
using Falco.Core.State;
using Falco.Rules.Compilation.Operators;

namespace Falco.Rules.Compilation.Graph.Checks;

/// <summary>Tests the values of all ancestors; one that passes is enough.</summary>
internal sealed class CandidatesCheck(Field field, ValueTest test) : Predicate
{
    public override bool Evaluate(in HostEvent view, EvaluationContext context)
    {
        if (!field.TryReadCandidates(in view, context.Scratch, out FieldValue candidates))
            return false;
        foreach (ReadOnlySpan<byte> element in candidates)
        {
            FieldValue candidate = ListElement.Read(in candidates, element);
            if (test.Holds(in candidate))
                return true;
        }

        return false;
    }
}
