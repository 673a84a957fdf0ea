using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Falco.Rules.Language;

/// <summary>Finds the codes for which a condition can hold.</summary>
/// <remarks>
/// Negation is pushed down to the checks, because a check that says nothing about the type (<c>proc.name = x</c>) selects all types
/// with and without <c>not</c>.
/// </remarks>
internal sealed class EventTypeInference
{
    private readonly CodeUniverse _universe;
    private string? _error;

    private EventTypeInference(CodeUniverse universe)
    {
        _universe = universe;
    }

    /// <summary>Finds the codes.</summary>
    /// <param name="condition">The condition, without macros.</param>
    /// <param name="universe">Event types or system calls.</param>
    /// <param name="codes">The codes for which the condition can hold.</param>
    /// <param name="error">Why they cannot be told.</param>
    public static bool TryInfer(
        ConditionNode condition,
        CodeUniverse universe,
        [NotNullWhen(true)] out CodeSet? codes,
        [NotNullWhen(false)] out string? error)
    {
        EventTypeInference inference = new(universe);
        codes = inference.Visit(condition, negated: false);
        error = inference._error;
        return error is null;
    }

    private CodeSet Visit(ConditionNode condition, bool negated) => condition switch
    {
        AndNode and => VisitAll(and.Children, negated, intersect: !negated),
        OrNode or => VisitAll(or.Children, negated, intersect: negated),
        NotNode not => Visit(not.Child, !negated),
        ExistsNode exists => IsEventType(exists.Left) && negated ? _universe.Empty : _universe.All,
        ComparisonNode comparison => VisitComparison(comparison, negated),
        _ => _universe.All,
    };

    private CodeSet VisitAll(IReadOnlyList<ConditionNode> children, bool negated, bool intersect)
    {
        CodeSet result = intersect ? _universe.All : _universe.Empty;
        foreach (ConditionNode child in children)
        {
            CodeSet codes = Visit(child, negated);
            result = intersect ? result.Intersect(codes) : result.Union(codes);
        }

        return result;
    }

    private CodeSet VisitComparison(ComparisonNode comparison, bool negated)
    {
        if (EventNumberHolds(comparison) is { } holds)
            return holds != negated ? _universe.All : _universe.Empty;
        bool selects = comparison is
        {
            Modifier: OperatorModifier.None, Operator: ComparisonOperator.Equal or ComparisonOperator.NotEqual or ComparisonOperator.In,
        };
        if (!selects || !IsEventType(comparison.Left))
            return _universe.All;

        CodeSet codes;
        switch (comparison.Right)
        {
            case ValueNode value:
                codes = _universe.Of([value.Text]);
                break;
            case ListNode list:
                codes = _universe.Of(list.Values);
                break;
            default:
                _error ??= "right-hand field comparisons on `evt.type`/`syscall.type` checks are not supported by event code search";
                return _universe.All;
        }

        return negated != (comparison.Operator == ComparisonOperator.NotEqual) ? _universe.All.Except(codes) : codes;
    }

    private bool IsEventType(OperandNode operand)
    {
        switch (operand)
        {
            case FieldNode field:
                return field is { Name: "evt.type" or "syscall.type", Argument: null };
            case TransformerNode transformer:
                if (transformer.Arguments.Any(IsEventType))
                    _error ??= "event code search does not support `evt.type` checks with transformers";
                return false;

            // A list is taken for what it ends with.
            case TransformerListNode list:
                return list.Items.Aggregate(false, (_, item) => IsEventType(item));
            default:
                return false;
        }
    }

    /// <summary>Events are counted from 1, so that some comparisons of the count always or never hold.</summary>
    private static bool? EventNumberHolds(ComparisonNode comparison)
    {
        if (comparison is not { Left: FieldNode { Name: "evt.num", Argument: null }, Modifier: OperatorModifier.None })
            return null;
        if (comparison is { Operator: ComparisonOperator.In, Right: ListNode list })
            return list.Values.All(value => ParseUnsigned(value) == 0) ? false : null;
        if (comparison.Right is not ValueNode constant || ParseUnsigned(constant.Text) is not { } number)
            return null;
        return comparison.Operator switch
        {
            ComparisonOperator.Equal or ComparisonOperator.LessOrEqual when number == 0 => false,
            ComparisonOperator.Less when number <= 1 => false,
            ComparisonOperator.NotEqual or ComparisonOperator.Greater when number == 0 => true,
            ComparisonOperator.GreaterOrEqual when number <= 1 => true,
            _ => null,
        };
    }

    // As scanf reads it: blanks and a sign may come first, and negative numbers wrap.
    private static ulong? ParseUnsigned(string text)
    {
        ReadOnlySpan<char> digits = text.AsSpan().TrimStart(" \t\n\v\f\r");
        bool negative = digits.StartsWith("-");
        if (negative || digits.StartsWith("+"))
            digits = digits[1..];
        if (digits.IsEmpty || digits.IndexOfAnyExceptInRange('0', '9') >= 0)
            return null;
        if (!ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number))
            return ulong.MaxValue;
        return negative ? unchecked(0 - number) : number;
    }
}
