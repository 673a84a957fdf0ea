using System.Numerics;
using System.Runtime.CompilerServices;
using Falco.Core.State;

namespace Falco.Rules.Compilation.Graph;

/// <summary>
/// What the rules of a block demand of a thread (or of its lineage) alone: one predicate a rule, all results in one word on the thread,
/// so that most rules are dismissed by one look at it.
/// </summary>
internal sealed class ScopedDemands
{
    private readonly Predicate?[] _predicates;
    private readonly int _word;
    private readonly bool _isLineage;
    private readonly ulong _rules;

    public ScopedDemands(Predicate?[] predicates, int word, bool isLineage)
    {
        _predicates = predicates;
        _word = word;
        _isLineage = isLineage;
        for (int i = 0; i < predicates.Length; i++)
        {
            if (predicates[i] is not null)
                _rules |= 1UL << i;
        }
    }

    /// <summary>The rules that are known not to hold; evaluates nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Refused(in HostEvent view, EvaluationContext context)
    {
        if (!HasBits(in view, context))
            return 0;
        ref MemoBits bits = ref Bits(context);
        return bits.Known(_word) & ~bits.Values(_word);
    }

    /// <summary>Which of some rules have their demand met; those without one do.</summary>
    public ulong Admit(ulong rules, in HostEvent view, EvaluationContext context)
    {
        bool remembers = HasBits(in view, context);
        ulong pending = rules & _rules;
        ulong admitted = rules & ~_rules;
        if (remembers)
        {
            ulong known = Bits(context).Known(_word);
            admitted |= pending & Bits(context).Values(_word);
            pending &= ~known;
        }

        for (; pending != 0; pending &= pending - 1)
        {
            int rule = BitOperations.TrailingZeroCount(pending);
            bool result = _predicates[rule]!.Evaluate(in view, context);
            if (result)
                admitted |= 1UL << rule;
            if (remembers)
                Bits(context).Set(_word, 1UL << rule, result);
        }

        return admitted;
    }

    private bool HasBits(in HostEvent view, EvaluationContext context) =>
        _isLineage ? context.HasLineageBits(in view) : context.HasThreadBits(in view);

    private ref MemoBits Bits(EvaluationContext context) => ref _isLineage ? ref context.LineageBits : ref context.ThreadBits;
}
