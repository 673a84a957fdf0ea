using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Rules.Language;

namespace Falco.Rules.Compilation.Graph;

/// <summary>Checks whose result the event type alone decides.</summary>
internal static class TypeConstant
{
    /// <summary>The result of a check for all events of a type, if it is the same for all.</summary>
    public static bool TryFold(BoundCheck check, EventTypeInfo type, out bool value)
    {
        value = false;
        if (check.Right is not null || check.Left is not BoundField { Source: var field } || field.Text != field.Definition.Name)
            return false;
        return field.Definition.Name switch
        {
            "evt.type" => HasFixedName(type.Type) && TryFoldName(check, type.Name.Utf8, out value),
            "evt.num" => TryFoldNumber(check, out value),
            _ => false,
        };
    }

    // The name of these is that of a system call, or of what a plugin calls them.
    private static bool HasFixedName(EventType type) =>
        type is not (EventType.GenericEnter or EventType.GenericExit or EventType.AsynceventEnter or EventType.AsynceventExit);

    private static bool TryFoldName(BoundCheck check, ReadOnlySpan<byte> name, out bool value)
    {
        value = false;
        if (check.Operation is null)
        {
            value = true;
            return true;
        }

        if (check.Modifier != OperatorModifier.None)
            return false;
        foreach (BoundConstant constant in check.Constants)
            value |= name.SequenceEqual(constant.Bytes);
        value ^= check.Operation == ComparisonOperator.NotEqual;
        return check.Operation is ComparisonOperator.Equal or ComparisonOperator.NotEqual or ComparisonOperator.In or ComparisonOperator.Intersects;
    }

    // Numbers of events begin with 1: "never_true" and its like vanish.
    private static bool TryFoldNumber(BoundCheck check, out bool value)
    {
        value = false;
        if (check.Modifier != OperatorModifier.None || check.Left.Comparison != FieldComparison.Value)
            return false;
        switch (check.Operation)
        {
            case ComparisonOperator.Equal or ComparisonOperator.In or ComparisonOperator.Intersects or ComparisonOperator.LessOrEqual:
                return check.Constants.All(constant => constant.Number == 0);
            case ComparisonOperator.Less:
                return check.Constants[0].Number <= 1;
            case null:
                value = true;
                return true;
            case ComparisonOperator.NotEqual or ComparisonOperator.Greater:
                value = check.Constants[0].Number == 0;
                return value;
            case ComparisonOperator.GreaterOrEqual:
                value = check.Constants[0].Number <= 1;
                return value;
            default:
                return false;
        }
    }
}
