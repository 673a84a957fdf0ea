using Falco.Core.Fields;
using Falco.Rules.Compilation;
using Falco.Rules.Language;

namespace Falco.Rules.Analysis;

/// <summary>Tells whether checks of one field cannot all be as assumed, whatever its value is, a missing one included.</summary>
/// <remarks>
/// Sound, not complete: what it calls a conflict is one. A check that holds proves that there is a value; one that does not hold proves
/// nothing unless another does, because a missing value makes every check false.
/// </remarks>
internal static class ValueConflict
{
    /// <summary>Whether some literals about the same single-valued field exclude each other.</summary>
    public static bool IsCertain(IReadOnlyList<Literal> literals)
    {
        bool hasValue = false;
        bool isMissing = false;
        foreach (Literal literal in literals)
        {
            hasValue |= literal.Holds;
            isMissing |= !literal.Holds && literal.Check.Operation is null;
        }

        // Numbers of events are how rules are switched off on purpose ("never_true").
        if (!hasValue || literals[0].Single!.Source.Definition.Name == "evt.num")
            return false;
        return isMissing || HasNoCandidate(literals) || HasEmptyRange(literals) || HasTwoEnds(literals);
    }

    // A check for equality leaves only its own constants: if each fails another check, none is left. An empty list is one to be filled.
    private static bool HasNoCandidate(IReadOnlyList<Literal> literals)
    {
        foreach (Literal literal in literals)
        {
            if (NamesAllValues(literal) && literal.Check.Constants.All(constant => !Fits(constant, literals)))
                return true;
        }

        return false;
    }

    private static bool NamesAllValues(Literal literal) =>
        literal is
        {
            Holds: true,
            Check: { Operation: ComparisonOperator.Equal or ComparisonOperator.In, Modifier: OperatorModifier.None, Constants.Count: > 0 },
        }
        && literal.Check.Left.Type.Group() is TypeGroup.Text or TypeGroup.Signed or TypeGroup.Unsigned or TypeGroup.Bool;

    private static bool Fits(BoundConstant constant, IReadOnlyList<Literal> literals)
    {
        foreach (Literal literal in literals)
        {
            FieldValue value = new() { Type = literal.Check.Left.Type, Bytes = constant.Bytes, Number = constant.Number };
            if (literal.Check.Test is { } test && test.Holds(in value) != literal.Holds)
                return false;
        }

        return true;
    }

    private static bool HasEmptyRange(IReadOnlyList<Literal> literals)
    {
        TypeGroup group = literals[0].Check.Left.Type.Group();
        if (group is not (TypeGroup.Signed or TypeGroup.Unsigned))
            return false;
        Int128 least = group == TypeGroup.Signed ? long.MinValue : ulong.MinValue;
        Int128 greatest = group == TypeGroup.Signed ? long.MaxValue : ulong.MaxValue;
        foreach (Literal literal in literals)
        {
            if (literal.Check is not { Operation: { } operation, Modifier: OperatorModifier.None, Constants: [var constant] })
                continue;
            Int128 number = group == TypeGroup.Signed ? (long)constant.Number : constant.Number;
            switch (literal.Holds ? operation : Opposite(operation))
            {
                case ComparisonOperator.Less:
                    greatest = Int128.Min(greatest, number - 1);
                    break;
                case ComparisonOperator.LessOrEqual:
                    greatest = Int128.Min(greatest, number);
                    break;
                case ComparisonOperator.Greater:
                    least = Int128.Max(least, number + 1);
                    break;
                case ComparisonOperator.GreaterOrEqual:
                    least = Int128.Max(least, number);
                    break;
            }
        }

        return least > greatest;
    }

    private static ComparisonOperator Opposite(ComparisonOperator operation) => operation switch
    {
        ComparisonOperator.Less => ComparisonOperator.GreaterOrEqual,
        ComparisonOperator.LessOrEqual => ComparisonOperator.Greater,
        ComparisonOperator.Greater => ComparisonOperator.LessOrEqual,
        ComparisonOperator.GreaterOrEqual => ComparisonOperator.Less,
        _ => ComparisonOperator.NotEqual,
    };

    // A text has one beginning and one end: of two that it must have, one contains the other.
    private static bool HasTwoEnds(IReadOnlyList<Literal> literals)
    {
        if (literals[0].Check.Left.Type.Group() != TypeGroup.Text)
            return false;
        byte[] start = [];
        byte[] end = [];
        foreach (Literal literal in literals)
        {
            if (literal is not { Holds: true, Check: { Modifier: OperatorModifier.None, Constants: [var constant] } check })
                continue;
            byte[] bytes = constant.Bytes;
            if (check.Operation == ComparisonOperator.StartsWith)
            {
                if (!bytes.AsSpan().StartsWith(start) && !start.AsSpan().StartsWith(bytes))
                    return true;
                start = bytes.Length > start.Length ? bytes : start;
            }
            else if (check.Operation == ComparisonOperator.EndsWith)
            {
                if (!bytes.AsSpan().EndsWith(end) && !end.AsSpan().EndsWith(bytes))
                    return true;
                end = bytes.Length > end.Length ? bytes : end;
            }
        }

        return false;
    }
}
