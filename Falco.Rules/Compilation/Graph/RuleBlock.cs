using Falco.Core.State;

namespace Falco.Rules.Compilation.Graph;

/// <summary>
/// Up to 64 rules of an event type, judged together: each is a bit, and each predicate clears the bits of all rules that demand it.
/// What is left holds.
/// </summary>
internal sealed class RuleBlock
{
    /// <summary>What the rules demand of the thread; asked after <see cref="Wide"/>.</summary>
    public ScopedDemands? Thread { get; init; }

    /// <summary>What the rules demand of the thread's ancestors; asked last.</summary>
    public ScopedDemands? Lineage { get; init; }

    /// <summary>Predicates that dismiss several rules at once.</summary>
    public Gate[] Wide { get; init; } = [];

    /// <summary>All others.</summary>
    public Gate[] Narrow { get; init; } = [];

    /// <summary>The rules, as places in the compiled set, in the order of evaluation.</summary>
    public int[] Rules { get; }

    /// <summary>All rules, as bits.</summary>
    public ulong All { get; }

    public RuleBlock(int[] rules)
    {
        Rules = rules;
        All = rules.Length == 64 ? ulong.MaxValue : (1UL << rules.Length) - 1;
    }

    /// <summary>Which of some rules hold, as bits.</summary>
    public ulong Match(ulong alive, in HostEvent view, EvaluationContext context)
    {
        if (Thread is not null)
        {
            alive &= ~Thread.Refused(in view, context);
            if (alive == 0)
                return 0;
        }

        if (!Pass(Wide, ref alive, in view, context))
            return 0;
        if (Thread is not null && (alive = Thread.Admit(alive, in view, context)) == 0)
            return 0;
        if (!Pass(Narrow, ref alive, in view, context))
            return 0;
        return Lineage is null ? alive : Lineage.Admit(alive, in view, context);
    }

    private static bool Pass(Gate[] gates, ref ulong alive, in HostEvent view, EvaluationContext context)
    {
        foreach (ref readonly Gate gate in gates.AsSpan())
        {
            if ((alive & gate.Rules) != 0 && !gate.Predicate.Evaluate(in view, context))
            {
                alive &= ~gate.Rules;
                if (alive == 0)
                    return false;
            }
        }

        return true;
    }
}
