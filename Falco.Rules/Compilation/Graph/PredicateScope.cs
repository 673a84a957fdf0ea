using Falco.Core.Fields;

namespace Falco.Rules.Compilation.Graph;

/// <summary>What must change before a predicate can change: where its result can be remembered.</summary>
internal enum PredicateScope : byte
{
    /// <summary>The event's thread and its process; users, containers and interfaces count as never changing (see the remarks on the epoch).</summary>
    Thread,

    /// <summary>The thread and its ancestors.</summary>
    Lineage,

    /// <summary>The descriptor that the event works on.</summary>
    Descriptor,

    /// <summary>The event: remembered for the event only.</summary>
    Event,
}

/// <summary>Scopes of fields and of what is put together from them.</summary>
/// <remarks>
/// Tables that hardly ever change have no scope of their own: a change of users, groups or containers begins a new epoch, which voids everything
/// remembered; which container a thread is in is part of the thread; interfaces come before all events.
/// </remarks>
internal static class PredicateScopes
{
    private const FieldDependencies Tables = FieldDependencies.Users | FieldDependencies.Containers | FieldDependencies.Interfaces;

    /// <summary>The scope of a comparison; both sides count.</summary>
    public static PredicateScope Of(BoundCheck check)
    {
        PredicateScope left = Of(check.Left.Dependencies);
        return check.Right is null ? left : Join(left, Of(check.Right.Dependencies));
    }

    /// <summary>The scope of a field.</summary>
    public static PredicateScope Of(FieldDependencies dependencies)
    {
        FieldDependencies rest = dependencies & ~Tables;
        if (dependencies == FieldDependencies.None)
            return PredicateScope.Event;
        if ((rest & ~FieldDependencies.Thread) == 0)
            return PredicateScope.Thread;
        if ((rest & ~(FieldDependencies.Thread | FieldDependencies.Lineage)) == 0)
            return PredicateScope.Lineage;
        return rest == FieldDependencies.Descriptor ? PredicateScope.Descriptor : PredicateScope.Event;
    }

    /// <summary>The scope of a combination of two predicates.</summary>
    public static PredicateScope Join(PredicateScope left, PredicateScope right)
    {
        if (left == right)
            return left;
        return left <= PredicateScope.Lineage && right <= PredicateScope.Lineage ? PredicateScope.Lineage : PredicateScope.Event;
    }
}
