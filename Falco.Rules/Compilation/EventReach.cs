using Falco.Core.Events;
using Falco.Rules.Compilation.Graph;

namespace Falco.Rules.Compilation;

/// <summary>For which types of events a condition can hold, by what it says of the type; what fields hold is not looked at.</summary>
internal static class EventReach
{
    /// <summary>The types for which the condition can hold.</summary>
    public static IReadOnlyList<EventTypeInfo> Of(BoundNode condition, IEnumerable<EventTypeInfo> types) =>
        [.. types.Where(type => MayBe(condition, true, type))];

    /// <summary>Whether a condition can hold, or not hold, for events of a type.</summary>
    public static bool MayBe(BoundNode condition, bool holds, EventTypeInfo type) => Settle(condition, type) != !holds;

    private static bool? Settle(BoundNode node, EventTypeInfo type) => node switch
    {
        BoundCheck check => TypeConstant.TryFold(check, type, out bool value) ? value : null,
        BoundNot not => !Settle(not.Child, type),
        BoundAnd and => Settle(and.Children, type, decisive: false),
        BoundOr or => Settle(or.Children, type, decisive: true),
        _ => throw new ArgumentException($"A condition has no {node.GetType().Name}.", nameof(node)),
    };

    // One child that is decisive settles it; all others must be settled to settle it the other way.
    private static bool? Settle(IReadOnlyList<BoundNode> children, EventTypeInfo type, bool decisive)
    {
        bool? result = !decisive;
        foreach (BoundNode child in children)
        {
            bool? settled = Settle(child, type);
            if (settled == decisive)
                return decisive;
            if (settled is null)
                result = null;
        }

        return result;
    }
}
