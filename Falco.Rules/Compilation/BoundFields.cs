using Falco.Core.Fields;

namespace Falco.Rules.Compilation;

/// <summary>The fields that a condition reads.</summary>
internal static class BoundFields
{
    /// <summary>The fields of both sides of all checks, in the order in which they are written; one may occur more than once.</summary>
    public static IEnumerable<Field> Of(BoundNode node) => node switch
    {
        BoundCheck check => check.Left.Fields.Concat(check.Right?.Fields ?? []),
        BoundNot not => Of(not.Child),
        BoundAnd and => and.Children.SelectMany(Of),
        BoundOr or => or.Children.SelectMany(Of),
        _ => throw new ArgumentException($"A condition has no {node.GetType().Name}.", nameof(node)),
    };
}
