using Falco.Core.State;

namespace Falco.Rules.Compilation.Graph;

/// <summary>Remembers the result of a part until the thread changes.</summary>
internal sealed class ThreadMemoPredicate(Predicate part, int index) : Predicate
{
    private readonly int _word = index >> 6;
    private readonly ulong _bit = 1UL << (index & 63);

    public override bool Evaluate(in HostEvent view, EvaluationContext context)
    {
        if (!context.HasThreadBits(in view))
            return part.Evaluate(in view, context);
        if ((context.ThreadBits.Known(_word) & _bit) != 0)
            return (context.ThreadBits.Values(_word) & _bit) != 0;
        bool result = part.Evaluate(in view, context);
        context.ThreadBits.Set(_word, _bit, result);
        return result;
    }
}
