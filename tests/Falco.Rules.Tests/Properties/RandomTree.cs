using CsCheck;
using Falco.Rules.Language;

namespace Falco.Rules.Tests.Properties;

/// <summary>
/// Random syntax trees of what a print can carry: the reference's print, which is ours, does not quote parentheses and commas, and its
/// parser takes a backslash before a closing quote for an escape.
/// </summary>
internal static class RandomTree
{
    private static readonly Gen<string> Word = Gen.String[Gen.Char['a', 'z'], 1, 6];

    private static readonly Gen<string> Name = Gen.Select(Word, Word, Gen.Int[0, 9]).Select((left, right, digit) => $"{left}_{digit}.{right}");

    private static readonly Gen<string> Text = Gen.String[Gen.OneOfConst([.. " ab=/.*[]<>|&%$#!~^\"'{}\t\n\r\f\b-+:;?@09Z_\\"]), 1, 10]
        .Where(text => text[^1] != '\\')
        .Select(text => text);

    private static readonly Gen<string> Number = Gen.OneOf(
        Gen.Int.Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture)), Gen.OneOfConst("0x1F", "1.5", "+7", "2.5e+3"));

    private static readonly Gen<string?> Argument = Gen.OneOf(Gen.Const((string?)null), Word.Select(word => (string?)word), Gen.OneOfConst("", "2", "a b", "x=y", "it's"));

    private static readonly Gen<OperandNode> Field = Gen.Select(Name, Argument).Select((name, argument) => (OperandNode)new FieldNode(name, argument, default));

    private static readonly Gen<OperandNode> QuotedConstant = Text.Select(text => (OperandNode)new ValueNode(text + " ", default));

    /// <summary>A condition.</summary>
    public static Gen<ConditionNode> Condition { get; } = ConditionOf(4);

    private static Gen<OperandNode> Transformer(int depth)
    {
        Gen<OperandNode> inner = depth == 0 ? Field : Gen.OneOf(Field, Transformer(depth - 1));
        Gen<OperandNode> argument = Gen.OneOf(inner, QuotedConstant, List(inner));
        return Gen.Select(Gen.OneOfConst("tolower", "toupper", "b64", "basename", "len", "join", "concat", "getopt"), argument.List[1, 3], Argument)
            .Select((name, arguments, selector) => (OperandNode)new TransformerNode(name, arguments, selector, default));
    }

    private static Gen<OperandNode> List(Gen<OperandNode> item) =>
        Gen.OneOf(item, QuotedConstant).List[0, 3].Select(items => (OperandNode)new TransformerListNode(items, default));

    private static Gen<ConditionNode> Check()
    {
        Gen<OperandNode> left = Gen.OneOf(Field, Transformer(1));
        Gen<OperandNode> right = Gen.OneOf(
            Transformer(1), Field.Select(field => (OperandNode)new TransformerNode("val", [field], null, default)));
        Gen<ConditionNode> exists = left.Select(operand => (ConditionNode)new ExistsNode(operand, default));
        Gen<ConditionNode> macro = Word.Select(word => (ConditionNode)new MacroNode("m_" + word, default));
        Gen<ConditionNode> order = Compare(
            left,
            [ComparisonOperator.Less, ComparisonOperator.LessOrEqual, ComparisonOperator.Greater, ComparisonOperator.GreaterOrEqual],
            Gen.OneOf(right, Number.Select(number => (OperandNode)new ValueNode(number, default))));
        ComparisonOperator[] texts =
        [
            ComparisonOperator.Equal, ComparisonOperator.NotEqual, ComparisonOperator.Contains, ComparisonOperator.IContains,
            ComparisonOperator.StartsWith, ComparisonOperator.EndsWith, ComparisonOperator.BContains, ComparisonOperator.BStartsWith,
            ComparisonOperator.Glob, ComparisonOperator.IGlob, ComparisonOperator.Regex,
        ];
        Gen<OperandNode> set = Text.List[0, 4].Select(values => (OperandNode)new ListNode(values, default));
        Gen<ConditionNode> text = Compare(left, texts, Gen.OneOf(right, Text.Select(value => (OperandNode)new ValueNode(value, default))));
        Gen<ConditionNode> modified = Gen.Select(
            Compare(left, texts, set),
            Gen.OneOfConst(OperatorModifier.OneOf, OperatorModifier.AnyOf, OperatorModifier.AllOf),
            (node, modifier) => (ConditionNode)((ComparisonNode)node with { Modifier = modifier }));
        Gen<ConditionNode> list = Compare(
            left, [ComparisonOperator.In, ComparisonOperator.Intersects, ComparisonOperator.PMatch], Gen.OneOf(set, right));
        Gen<ConditionNode> twice = Compare(left, [ComparisonOperator.Equal], set.Select(_ => (OperandNode)new ValueNode("x", default)))
            .Select(node => (ConditionNode)((ComparisonNode)node with { IsDoubleEquals = true }));
        return Gen.OneOf(exists, macro, order, text, modified, list, twice);
    }

    private static Gen<ConditionNode> Compare(Gen<OperandNode> left, ComparisonOperator[] operators, Gen<OperandNode> right) =>
        Gen.Select(left, Gen.OneOfConst(operators), right)
            .Select((operand, operation, other) => (ConditionNode)new ComparisonNode(operand, operation, OperatorModifier.None, other, default));

    private static Gen<ConditionNode> ConditionOf(int depth)
    {
        if (depth == 0)
            return Check();
        Gen<ConditionNode> part = ConditionOf(depth - 1);
        return Gen.OneOf(
            Check(),
            part.List[2, 3].Select(children => (ConditionNode)new AndNode(children, default)),
            part.List[2, 3].Select(children => (ConditionNode)new OrNode(children, default)),

            // An even number of negations leaves no node.
            part.Where(child => child is not NotNode).Select(child => (ConditionNode)new NotNode(child, default)));
    }
}
