using Falco.Core.State;

namespace Falco.Rules.Compilation.Graph;

/// <summary>Remembers the result of a part until the thread or an ancestor changes.</summary>
internal sealed class LineageMemoPredicate(Predicate part, int index) : Predicate
{
    private readonly int _word = index >> 6;
    private readonly ulong _bit = 1UL << (index & 63);

    public override bool Evaluate(in HostEvent view, EvaluationContext context)
    {
        if (!context.HasLineageBits(in view))
            return part.Evaluate(in view, context);
        if ((context.LineageBits.Known(_word) & _bit) != 0)
            return (context.LineageBits.Values(_word) & _bit) != 0;
        bool result = part.Evaluate(in view, context);
        context.LineageBits.Set(_word, _bit, result);
        return result;
    }
}
