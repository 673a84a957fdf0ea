using Falco.Core.Fields;
using Falco.Rules.Diagnostics;
using Falco.Rules.Language;

namespace Falco.Rules.Loading;

/// <summary>Warns of checks that are valid, but unsafe or deprecated.</summary>
internal static class ConditionWarnings
{
    public static void Report(
        ConditionNode node, string text, RuleDefinition rule, string[] deprecated, IFieldResolver fields, LoadReport report)
    {
        switch (node)
        {
            case AndNode and:
                foreach (ConditionNode child in and.Children)
                    Report(child, text, rule, deprecated, fields, report);
                break;
            case OrNode or:
                foreach (ConditionNode child in or.Children)
                    Report(child, text, rule, deprecated, fields, report);
                break;
            case NotNode not:
                Report(not.Child, text, rule, deprecated, fields, report);
                break;
            case ExistsNode { Left: FieldNode field }:
                WarnOfDeprecated(field, text, rule, deprecated, fields, report);
                break;
            case ComparisonNode { Left: FieldNode field } comparison:
                WarnOfDeprecated(field, text, rule, deprecated, fields, report);
                if (IsUnsafe(field, comparison))
                    report.Warn(DiagnosticCode.UnsafeNotAvailable, "", rule.ConditionContext.InCondition(comparison.Position, text));
                break;
        }
    }

    private static void WarnOfDeprecated(
        FieldNode field, string text, RuleDefinition rule, string[] deprecated, IFieldResolver fields, LoadReport report)
    {
        if (!deprecated.Contains(field.Name) || !fields.TryResolve(field.Name, field.Argument, out Field? bound, out _))
            return;
        string message = field.Name == "evt.dir"
            ? bound.Definition.Description
            : "field is not available due to the drop of enter events.";
        report.WarnOfField(field.Name, message, rule.ConditionContext.InCondition(field.Position, text));
    }

    private static bool IsUnsafe(FieldNode field, ComparisonNode comparison)
    {
        if (!field.Name.StartsWith("ka.", StringComparison.Ordinal) && !field.Name.StartsWith("jevt.", StringComparison.Ordinal))
            return false;
        if (comparison.Operator is not (ComparisonOperator.Equal or ComparisonOperator.NotEqual or ComparisonOperator.In
            or ComparisonOperator.Intersects or ComparisonOperator.PMatch))
        {
            return false;
        }

        return comparison.Right switch
        {
            ValueNode value => value.Text == "<NA>",
            ListNode list => list.Values.Contains("<NA>"),
            _ => false,
        };
    }
}
