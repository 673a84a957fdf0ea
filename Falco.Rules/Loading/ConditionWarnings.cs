using Falco.Rules.Diagnostics;
using Falco.Rules.Language;

namespace Falco.Rules.Loading;

/// <summary>Finds what parses but is not meant: comparisons with <c>&lt;NA&gt;</c> and deprecated fields.</summary>
internal sealed class ConditionWarnings
{
    private const string NotAvailable = "<NA>";

    private readonly HashSet<string> _deprecated = [];
    private bool _comparesNotAvailable;
    private bool _isLastFieldUnsafe;

    /// <summary>Warns of what a condition contains, of each kind once.</summary>
    public static void Report(ConditionNode condition, LoadContext context, LoadReport report)
    {
        ConditionWarnings warnings = new();
        warnings.Visit(condition);
        if (warnings._comparesNotAvailable)
            report.Warn(DiagnosticCode.UnsafeNotAvailable, "", context);
        foreach ((string name, string message) in DeprecatedFields.All)
        {
            if (warnings._deprecated.Contains(name))
                report.WarnOfField(name, message, context);
        }
    }

    private void Visit(ConditionNode condition)
    {
        switch (condition)
        {
            case AndNode and:
                foreach (ConditionNode child in and.Children)
                    Visit(child);
                break;
            case OrNode or:
                foreach (ConditionNode child in or.Children)
                    Visit(child);
                break;
            case NotNode not:
                Visit(not.Child);
                break;
            case ExistsNode exists:
                Visit(exists.Left, isCompared: false);
                break;
            case ComparisonNode comparison:
                _isLastFieldUnsafe = false;
                Visit(comparison.Left, isCompared: false);
                if (_isLastFieldUnsafe && IsEquality(comparison))
                    Visit(comparison.Right, isCompared: true);
                break;
        }
    }

    private void Visit(OperandNode operand, bool isCompared)
    {
        switch (operand)
        {
            case FieldNode field:
                _isLastFieldUnsafe = field.Name.StartsWith("ka.", StringComparison.Ordinal)
                    || field.Name.StartsWith("jevt.", StringComparison.Ordinal);
                _deprecated.Add(field.Name);
                break;
            case TransformerNode transformer:
                foreach (OperandNode argument in transformer.Arguments)
                    Visit(argument, isCompared);
                break;
            case TransformerListNode list:
                foreach (OperandNode item in list.Items)
                    Visit(item, isCompared);
                break;
            case ValueNode value:
                _comparesNotAvailable |= isCompared && value.Text == NotAvailable;
                break;
            case ListNode list:
                _comparesNotAvailable |= isCompared && list.Values.Contains(NotAvailable);
                break;
        }
    }

    private static bool IsEquality(ComparisonNode comparison) =>
        comparison.Modifier == OperatorModifier.None
        && comparison.Operator is ComparisonOperator.Equal or ComparisonOperator.NotEqual or ComparisonOperator.In
            or ComparisonOperator.Intersects or ComparisonOperator.PMatch;
}
