using Falco.Core.Fields;
using Falco.Rules.Language;

namespace Falco.Rules.Compilation;

/// <summary>Binds a condition: resolves fields, checks operators and types, parses constants.</summary>
internal sealed class ConditionBinder
{
    private readonly IFieldResolver _fields;
    private readonly IReadOnlySet<string>? _asyncEvents;
    private readonly List<BindingWarning> _warnings = [];
    private string? _error;
    private SourcePosition _errorPosition;

    private ConditionBinder(IFieldResolver fields, IReadOnlySet<string>? asyncEvents)
    {
        _fields = fields;
        _asyncEvents = asyncEvents;
    }

    /// <summary>Binds a condition whose macros and lists are resolved.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="fields">The fields of the source.</param>
    /// <param name="asyncEvents">The names of asynchronous events that plugins raise, or <see langword="null"/> for none.</param>
    public static BindingResult Bind(ConditionNode condition, IFieldResolver fields, IReadOnlySet<string>? asyncEvents = null)
    {
        ConditionBinder binder = new(fields, asyncEvents);
        BoundNode? bound = binder.BindNode(condition);
        return new BindingResult(bound, binder._error, binder._errorPosition, binder._warnings);
    }

    // The parser bounds the depth of the tree.
    private BoundNode? BindNode(ConditionNode node) => node switch
    {
        AndNode and => BindAll(and.Children) is { } children ? new BoundAnd(children) : null,
        OrNode or => BindAll(or.Children) is { } children ? new BoundOr(children) : null,
        NotNode not => BindNode(not.Child) is { } child ? new BoundNot(child) : null,
        ExistsNode exists => BindExists(exists),
        ComparisonNode comparison => BindComparison(comparison),
        MacroNode macro => Fail($"filter error: unexpected node type '{ByteText.ToText(macro.Name)}'", macro.Position),
        _ => throw new ArgumentException($"Unknown kind of node: {node.GetType().Name}.", nameof(node)),
    };

    private BoundNode[]? BindAll(IReadOnlyList<ConditionNode> nodes)
    {
        BoundNode[] bound = new BoundNode[nodes.Count];
        for (int i = 0; i < bound.Length; i++)
        {
            if (BindNode(nodes[i]) is not { } node)
                return null;
            bound[i] = node;
        }

        return bound;
    }

    private BoundCheck? BindExists(ExistsNode node) => BindOperand(node.Left, node.Position) is { } left
        ? new BoundCheck(left, null, OperatorModifier.None, [], null, CheckText.Of(node))
        : null;

    private BoundCheck? BindComparison(ComparisonNode node)
    {
        BoundOperand? left = BindOperand(node.Left, node.Position);
        if (left is null)
            return null;
        if (OperatorRules.Check(left, node.Operator, node.Modifier) is { } error)
            return Fail(error, node.Position);
        return node.Right is ValueNode or ListNode ? BindConstants(node, left) : BindRight(node, left);
    }

    private BoundCheck? BindConstants(ComparisonNode node, BoundOperand left)
    {
        IReadOnlyList<string> texts = node.Right is ListNode list ? list.Values : [((ValueNode)node.Right).Text];
        BoundConstant[] constants = new BoundConstant[texts.Count];
        for (int i = 0; i < constants.Length; i++)
        {
            if (CheckConstants.Parse(left, node.Operator, texts[i], out string? error, _asyncEvents) is not { } constant)
                return Fail(error!, node.Position);
            constants[i] = constant;
            ConstantWarnings.Add(_warnings, node.Operator, texts[i], node.Right.Position, _fields);
        }

        if (left.Origin?.Definition.Comparison == FieldComparison.Around && left is BoundField around)
            return BindAround(node, around, constants);
        if (CheckConstants.MakeTest(left, node.Operator, node.Modifier, constants, out string? fault) is not { } test)
            return Fail(fault!, node.Position);
        return new BoundCheck(left, node.Operator, node.Modifier, constants, null, CheckText.Of(node)) { Test = test };
    }

    private BoundCheck? BindAround(ComparisonNode node, BoundField field, BoundConstant[] constants)
    {
        if (node.Operator != ComparisonOperator.Equal || node.Modifier != OperatorModifier.None)
            return Fail("evt.around supports only '=' comparison operator", node.Position);
        if (!ulong.TryParse(((FieldNode)node.Left).Argument, out ulong time))
            return Fail($"{ByteText.ToText(((FieldNode)node.Left).Argument ?? "")} is not a valid number", node.Position);
        const ulong NanosecondsPerMillisecond = 1_000_000;
        BoundConstant distance = constants[0] with { Number = Math.Min(constants[0].Number, ulong.MaxValue / NanosecondsPerMillisecond) * NanosecondsPerMillisecond };
        return new BoundCheck(
            new AroundOperand(field.Source, time), ComparisonOperator.LessOrEqual, OperatorModifier.None, [distance], null, CheckText.Of(node))
        {
            Test = new Operators.ConstantTest(ComparisonOperator.LessOrEqual, distance),
        };
    }

    private BoundCheck? BindRight(ComparisonNode node, BoundOperand left)
    {
        BoundOperand? right = BindOperand(node.Right, node.Position);
        if (right is null)
            return null;
        if (RightHandSideRules.Check(left, node.Operator, right) is { } error)
            return Fail(error, node.Position);
        return new BoundCheck(left, node.Operator, node.Modifier, [], right, CheckText.Of(node));
    }

    private BoundOperand? BindOperand(OperandNode node, SourcePosition position)
    {
        if (!OperandBinder.TryBind(node, _fields, out BoundOperand? operand, out string? error))
            Fail(error, position);
        return operand;
    }

    private BoundCheck? Fail(string error, SourcePosition position)
    {
        if (_error is null)
            (_error, _errorPosition) = (error, position);
        return null;
    }
}
