using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Rules.Compilation;
using Falco.Rules.Diagnostics;

namespace Falco.Rules.Loading;

/// <summary>Finds fields that a rule of an application's source reads where no event that it can be about has them.</summary>
/// <remarks>
/// A rule that names no event is about all, and what some of them have it may read: on the others it does not hold. Only where the names
/// that stand beside a field, or around an output, leave no event that has it, something else must have been meant.
/// </remarks>
internal sealed class UnreachableFields
{
    private readonly RuleDefinition _rule;
    private readonly IReadOnlyList<EventTypeInfo> _types;
    private readonly LoadReport _report;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    private UnreachableFields(RuleDefinition rule, IReadOnlyList<EventTypeInfo> types, LoadReport report)
    {
        _rule = rule;
        _types = types;
        _report = report;
    }

    /// <summary>Warns of such fields, of each once.</summary>
    /// <param name="rule">The rule as written.</param>
    /// <param name="condition">Its condition.</param>
    /// <param name="outputFields">The fields of its output.</param>
    /// <param name="types">The types of the source's events.</param>
    /// <param name="report">Where they are reported.</param>
    public static void Report(
        RuleDefinition rule, BoundNode condition, IEnumerable<Field> outputFields, IReadOnlyList<EventTypeInfo> types, LoadReport report)
    {
        UnreachableFields search = new(rule, types, report);
        IReadOnlyList<EventTypeInfo> reach = EventReach.Of(condition, types);
        search.Visit(condition, true, reach);
        foreach (Field field in outputFields)
            search.Check(field, reach, rule.OutputContext);
    }

    private void Visit(BoundNode node, bool holds, IReadOnlyList<EventTypeInfo> reach)
    {
        switch (node)
        {
            case BoundNot not:
                Visit(not.Child, !holds, reach);
                break;
            case BoundAnd and:
                VisitAll(and.Children, holds, areDemanded: holds, reach);
                break;
            case BoundOr or:
                VisitAll(or.Children, holds, areDemanded: !holds, reach);
                break;
            case BoundCheck check:
                foreach (Field field in BoundFields.Of(check))
                    Check(field, reach, _rule.ConditionContext);
                break;
        }
    }

    // Where all children are demanded, each is looked at only on the events on which the others can be as demanded.
    private void VisitAll(IReadOnlyList<BoundNode> children, bool holds, bool areDemanded, IReadOnlyList<EventTypeInfo> reach)
    {
        if (areDemanded)
            reach = [.. reach.Where(type => children.All(child => EventReach.MayBe(child, holds, type)))];
        foreach (BoundNode child in children)
            Visit(child, holds, reach);
    }

    private void Check(Field field, IReadOnlyList<EventTypeInfo> reach, LoadContext place)
    {
        if (reach.Count == 0 || reach.Any(field.CanHave) || !_known.Add(field.Text))
            return;
        string message = $"Rule '{_rule.Name}' reads {field.Text} of {NamesOf(reach)}, where it has no value: it belongs to {NamesOf(_types.Where(field.CanHave))}";
        _report.Warn(DiagnosticCode.FieldNotOnEvent, message, place, new UnknownName(field.Definition.Name, []));
    }

    private static string NamesOf(IEnumerable<EventTypeInfo> types) => string.Join(", ", types.Select(type => type.Name.ToString()));
}
