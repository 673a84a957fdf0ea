using Falco.Core.Fields;
using Falco.Rules.Engine;

namespace Falco.Rules.Compilation.Graph.Checks;

/// <summary>Makes the predicate of a comparison: a specialised one where that pays, else one that asks the interpreter.</summary>
internal static class CheckPredicates
{
    public static Predicate Create(BoundCheck check, RuleOptimizations optimizations)
    {
        if (check.Right is not null)
            return new InterpretedCheck(check);
        return check.Left.Comparison switch
        {
            FieldComparison.Value when check.Operation is null => new ExistsCheck(check.Left),
            FieldComparison.Value => new ValueCheck(check.Left, FastTests.For(check, optimizations)),
            FieldComparison.AnyAncestor when check.Operation is not null => new CandidatesCheck(((BoundField)check.Left).Source, FastTests.For(check, optimizations)),
            _ => new InterpretedCheck(check),
        };
    }

    /// <summary>Whether a check only tests the value of its left side, so that others of the same field can share the reading.</summary>
    public static bool IsValueTest(BoundCheck check) =>
        check is { Right: null, Operation: not null, Left: BoundField { Comparison: FieldComparison.Value } };

    /// <summary>One reading of a field and several tests of it, of which one must hold.</summary>
    public static Predicate CreateAny(IReadOnlyList<BoundCheck> checks, RuleOptimizations optimizations) =>
        new ValueCheck(checks[0].Left, FastTests.ForAny(checks, optimizations));

    /// <summary>One reading of a field and several tests of it, which must all hold.</summary>
    public static Predicate CreateAll(IReadOnlyList<BoundCheck> checks, RuleOptimizations optimizations) =>
        new ValueCheck(checks[0].Left, new AllTest([.. checks.Select(check => FastTests.For(check, optimizations))]));
}
