using Falco.Rules.Language;

namespace Falco.Rules.Tests.Properties;

/// <summary>Whether syntax trees are the same, wherever in a text they stand.</summary>
internal static class TreeComparison
{
    public static bool AreEqual(ConditionNode left, ConditionNode right) => (left, right) switch
    {
        (AndNode a, AndNode b) => AreEqual(a.Children, b.Children),
        (OrNode a, OrNode b) => AreEqual(a.Children, b.Children),
        (NotNode a, NotNode b) => AreEqual(a.Child, b.Child),
        (MacroNode a, MacroNode b) => a.Name == b.Name,
        (ExistsNode a, ExistsNode b) => AreEqual(a.Left, b.Left),
        (ComparisonNode a, ComparisonNode b) => a.Operator == b.Operator && a.Modifier == b.Modifier && a.IsDoubleEquals == b.IsDoubleEquals
            && AreEqual(a.Left, b.Left) && AreEqual(a.Right, b.Right),
        _ => false,
    };

    private static bool AreEqual(OperandNode left, OperandNode right) => (left, right) switch
    {
        (FieldNode a, FieldNode b) => a.Name == b.Name && a.Argument == b.Argument,
        (TransformerNode a, TransformerNode b) => a.Name == b.Name && a.Argument == b.Argument && AreEqual(a.Arguments, b.Arguments),
        (TransformerListNode a, TransformerListNode b) => AreEqual(a.Items, b.Items),
        (ValueNode a, ValueNode b) => a.Text == b.Text,
        (ListNode a, ListNode b) => a.Values.SequenceEqual(b.Values),
        _ => false,
    };

    private static bool AreEqual(IReadOnlyList<ConditionNode> left, IReadOnlyList<ConditionNode> right) =>
        left.Count == right.Count && left.Zip(right).All(pair => AreEqual(pair.First, pair.Second));

    private static bool AreEqual(IReadOnlyList<OperandNode> left, IReadOnlyList<OperandNode> right) =>
        left.Count == right.Count && left.Zip(right).All(pair => AreEqual(pair.First, pair.Second));
}
