using System.Runtime.CompilerServices;
using Falco.Core.Events;
using Falco.Rules.Compilation;
using Falco.Rules.Compilation.Graph;

namespace Falco.Rules.Analysis;

/// <summary>Proves that a condition holds for no event. What it cannot prove within its budget, it does not claim.</summary>
/// <remarks>
/// The condition is taken apart as a table of truth would be, branch by branch: an assumption that conflicts with those made before ends
/// a branch, and a condition all of whose branches end so is impossible.
/// </remarks>
internal sealed class ContradictionSearch
{
    private readonly EventTypeInfo? _type;
    private readonly IReadOnlySet<string> _open;
    private readonly List<Literal> _assumed = [];
    private int _budget;

    private ContradictionSearch(EventTypeInfo? type, IReadOnlySet<string> open, int budget)
    {
        _type = type;
        _open = open;
        _budget = budget;
    }

    /// <summary>Whether all demands together are impossible.</summary>
    /// <param name="demands">Conditions, each demanded to hold or not to hold.</param>
    /// <param name="type">
    /// The type of the event, which settles some checks; <see langword="null"/> for any. The number of events is then known to be 1 or
    /// more; with a type it is not looked at, because rules are switched off on purpose by asking for number 0.
    /// </param>
    /// <param name="open">The texts of checks that may or may not hold, whatever else is known.</param>
    /// <param name="budget">How many assumptions may be tried.</param>
    public static bool IsImpossible(
        IEnumerable<(BoundNode Condition, bool Holds)> demands, EventTypeInfo? type, IReadOnlySet<string> open, int budget)
    {
        ContradictionSearch search = new(type, open, budget);
        Goal? goals = null;
        foreach ((BoundNode condition, bool holds) in demands)
            goals = new Goal(condition, holds, goals);
        return !search.MayHold(goals, null);
    }

    // Checks first, alternatives last: most branches then end before they divide.
    private bool MayHold(Goal? goals, Goal? alternatives)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            return true;
        int assumedBefore = _assumed.Count;
        bool mayHold = Assume(ref goals, ref alternatives) && (alternatives is null || DivideBy(alternatives));
        _assumed.RemoveRange(assumedBefore, _assumed.Count - assumedBefore);
        return mayHold;
    }

    private bool Assume(ref Goal? goals, ref Goal? alternatives)
    {
        while (goals is { } goal)
        {
            goals = goal.Next;
            switch (goal.Condition)
            {
                case BoundNot not:
                    goals = new Goal(not.Child, !goal.Holds, goals);
                    break;
                case BoundCheck check:
                    if (!Assume(new Literal(check, goal.Holds)))
                        return false;
                    break;
                case BoundAnd all when goal.Holds:
                    goals = Push(all.Children, true, goals);
                    break;
                case BoundOr any when !goal.Holds:
                    goals = Push(any.Children, false, goals);
                    break;
                default:
                    alternatives = new Goal(goal.Condition, goal.Holds, alternatives);
                    break;
            }
        }

        return true;
    }

    private bool DivideBy(Goal alternatives)
    {
        IReadOnlyList<BoundNode> children = alternatives.Condition is BoundAnd all ? all.Children : ((BoundOr)alternatives.Condition).Children;
        foreach (BoundNode child in children)
        {
            if (MayHold(new Goal(child, alternatives.Holds, null), alternatives.Next))
                return true;
        }

        return false;
    }

    private bool Assume(Literal literal)
    {
        if (--_budget < 0 || _open.Contains(literal.Check.Text))
            return true;
        if (Settle(literal.Check) is { } value)
            return value == literal.Holds;
        foreach (Literal known in _assumed)
        {
            if (known.Check.Text == literal.Check.Text)
                return known.Holds == literal.Holds;
        }

        _assumed.Add(literal);
        return literal.Single is not { } single || !ValueConflict.IsCertain(About(single));
    }

    private bool? Settle(BoundCheck check)
    {
        bool isEventNumber = check.Left is BoundField { Source.Definition.Name: "evt.num" };
        if (_type is null)
            return isEventNumber && TypeConstant.TryFold(check, EventSchema.Types[0], out bool number) ? number : null;
        if (!check.Left.CanHave(_type) || check.Right?.CanHave(_type) == false)
            return false;
        return !isEventNumber && TypeConstant.TryFold(check, _type, out bool value) ? value : null;
    }

    private List<Literal> About(BoundField field)
    {
        List<Literal> same = [];
        foreach (Literal literal in _assumed)
        {
            if (literal.Single is { } other && other.Source.Text == field.Source.Text)
                same.Add(literal);
        }

        return same;
    }

    private static Goal? Push(IReadOnlyList<BoundNode> children, bool holds, Goal? goals)
    {
        for (int i = children.Count - 1; i >= 0; i--)
            goals = new Goal(children[i], holds, goals);
        return goals;
    }

    private sealed record Goal(BoundNode Condition, bool Holds, Goal? Next);
}
