using System.Diagnostics.CodeAnalysis;
using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Rules.Compilation.Transformers;
using Falco.Rules.Language;

namespace Falco.Rules.Compilation;

/// <summary>Binds fields and transformers; the first error wins.</summary>
internal ref struct OperandBinder(IFieldResolver fields)
{
    private string? _error;

    /// <summary>Binds an operand; otherwise tells what is wrong, in the reference's words.</summary>
    public static bool TryBind(
        OperandNode node, IFieldResolver fields, [NotNullWhen(true)] out BoundOperand? operand, [NotNullWhen(false)] out string? error)
    {
        OperandBinder binder = new(fields);
        operand = binder.Bind(node);
        error = operand is null ? binder._error ?? "" : null;
        return operand is not null;
    }

    private BoundOperand? Bind(OperandNode node) => node switch
    {
        FieldNode field => BindField(field),
        ValueNode constant => new ConstantOperand(ByteText.GetBytes(constant.Text)),
        TransformerListNode list => BindAll(list.Items) is { } items ? new ListOperand(items) : null,
        TransformerNode transformer => BindTransformer(transformer),
        _ => throw new ArgumentException($"Not an operand that is read: {node.GetType().Name}.", nameof(node)),
    };

    private BoundField? BindField(FieldNode node)
    {
        if (fields.TryResolve(node.Name, node.Argument, out Field? field, out string? error))
            return new BoundField(field);
        Fail(error);
        return null;
    }

    private BoundOperand? BindTransformer(TransformerNode node)
    {
        bool isCompound = node.Name is "join" or "concat" or "getopt";
        if (node.Arguments.Count > 1 && !isCompound)
            return Fail("unknown multivalue transformer");
        if (node.Argument is not null && node.Name != "getopt")
            return Fail($"{(isCompound ? "" : "filter error: ")}transformer '{node.Name}' does not support field arguments");
        if (node.Arguments.Count == 1 && isCompound)
            return Fail($"unknown field transfomer '{node.Name}'");
        BoundOperand[]? arguments = BindAll(node.Arguments);
        if (arguments is null)
            return null;
        return node.Name switch
        {
            "join" => BindJoin(arguments),
            "concat" => BindConcat(arguments),
            "getopt" => BindGetOpt(arguments, node.Argument),
            "val" => arguments[0],
            _ => BindSingle(node.Name, arguments[0]),
        };
    }

    private BoundOperand[]? BindAll(IReadOnlyList<OperandNode> nodes)
    {
        BoundOperand[] operands = new BoundOperand[nodes.Count];
        for (int i = 0; i < operands.Length; i++)
        {
            if (Bind(nodes[i]) is not { } operand)
                return null;
            operands[i] = operand;
        }

        return operands;
    }

    private BoundOperand? BindSingle(string name, BoundOperand inner)
    {
        if ((inner.Origin?.Definition.Flags & FieldFlags.NoTransformer) is not (null or 0))
            return Fail($"field '{OperandNames.Of(inner)}' does not support transformers");
        TypeGroup group = inner.Type.Group();
        bool applies = name switch
        {
            "len" => inner.IsList || group is TypeGroup.Text or TypeGroup.Buffer,
            "b64" => inner.Type is ParameterType.CharBuf or ParameterType.ByteBuf,
            _ => group == TypeGroup.Text,
        };
        if (!applies)
        {
            string list = inner.IsList ? "list " : "";
            return Fail($"can't add field transformer: type '{inner.Type.DisplayName()}' is not supported by '{name}' transformer "
                + $"applied on {list}field '{OperandNames.Of(inner)}'");
        }

        return name switch
        {
            "tolower" => new CaseTransformer(inner, toUpper: false),
            "toupper" => new CaseTransformer(inner, toUpper: true),
            "b64" => new Base64Transformer(inner),
            "basename" => new BasenameTransformer(inner),
            "len" => new LengthTransformer(inner),
            _ => Fail($"unknown field transfomer '{name}'"),
        };
    }

    private BoundOperand? BindJoin(BoundOperand[] arguments)
    {
        if (arguments.Length != 2)
            return Fail("join() requires exactly 2 arguments: separator and list");
        if (Shape.Of(arguments[0]).IsList)
            return Fail("join() first argument (separator) must be a single value, not a list");
        if (!Shape.Of(arguments[1]).IsList)
            return Fail("join() second argument must be a list");
        return new JoinTransformer(arguments[0], arguments[1]);
    }

    private BoundOperand? BindConcat(BoundOperand[] arguments)
    {
        foreach (BoundOperand argument in arguments)
        {
            if (Shape.Of(argument) != new Shape(ParameterType.CharBuf, IsList: false))
                return Fail("concat() arguments must be strings");
        }

        return arguments.Length < 2 ? Fail("concat() requires at least 2 arguments") : new ConcatTransformer(arguments);
    }

    private BoundOperand? BindGetOpt(BoundOperand[] arguments, string? selector)
    {
        if (arguments.Length != 2)
            return Fail("getopt() requires exactly 2 arguments: args list and optstring");
        Shape words = Shape.Of(arguments[0]);
        Shape options = Shape.Of(arguments[1]);
        if (!words.IsList)
            return Fail("getopt() first argument must be a list");
        if (options.IsList)
            return Fail("getopt() second argument (optstring) must be a single value");
        if (words.Type != ParameterType.CharBuf || options.Type != ParameterType.CharBuf)
            return Fail("getopt() arguments must be strings");
        if (selector is not null && selector.Length != 1)
            return Fail("getopt() field argument must be a single option character");
        return new GetOptTransformer(arguments[0], arguments[1], selector is null ? null : (byte)selector[0]);
    }

    private BoundOperand? Fail(string error)
    {
        _error ??= error;
        return null;
    }

    /// <summary>
    /// What transformers of several arguments look at: the field below the transformers of one; whatever is put together passes for a
    /// single text, even where it is a list.
    /// </summary>
    private readonly record struct Shape(ParameterType Type, bool IsList)
    {
        public static Shape Of(BoundOperand operand) => operand switch
        {
            ListOperand => new Shape(ParameterType.CharBuf, IsList: true),
            { Origin: { } field } => new Shape(field.Type, field.IsList),
            _ => new Shape(ParameterType.CharBuf, IsList: false),
        };
    }
}
