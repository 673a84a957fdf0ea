namespace Falco.Rules.Language;

/// <content>Fields, transformers and constants.</content>
internal ref partial struct ConditionReader
{
    /// <summary>The identity, which marks a field to the right of an operator.</summary>
    private const string Identity = "val";

    private static readonly byte[][] TransformerTokens =
        [.. Transformers.Names.Select(name => System.Text.Encoding.ASCII.GetBytes(name + "("))];

    private static readonly string ExpectedOperator =
        "expected a valid check operator: one of " + string.Join(", ", OperatorSyntax.All.Select(syntax => $"'{syntax.Text}'"));

    private static readonly string OrTransformer =
        "a field with a valid transformer: " + string.Join(", ", Transformers.Names.Prepend(Identity).Select(name => $"'{name}'"));

    /// <summary>A field or a transformer that stands alone.</summary>
    public OperandNode? ReadFieldOrTransformer() => Enter() ? Leave(ReadFieldOrTransformerCore()) : null;

    private OperandNode? ReadFieldOrTransformerCore()
    {
        SourcePosition position = Position;
        if (_lexer.FieldName())
            return ReadField(position);
        if (!TransformerName())
            return Fail<OperandNode>($"unexpected token after '{_lexer.Token}");
        _lexer.Blank();
        return ReadTransformer(position);
    }

    /// <summary>The rest of a field whose name is the token.</summary>
    private FieldNode? ReadField(SourcePosition position) => Enter() ? Leave(ReadFieldCore(position)) : null;

    private FieldNode? ReadFieldCore(SourcePosition position)
    {
        string name = _lexer.Token;
        return ReadArgument(out string? argument) ? new FieldNode(name, argument, position) : null;
    }

    private bool ReadArgument(out string? argument)
    {
        argument = null;
        if (!_lexer.Literal("["u8))
            return true;
        if (!Quoted() && (Error is not null || !_lexer.BareArgument()))
        {
            Error ??= "expected a valid field argument: a quoted string or a bare string";
            return false;
        }

        argument = _lexer.Token;
        if (_lexer.Literal("]"u8))
            return true;
        Error = "expected a ']' token";
        return false;
    }

    /// <summary>The rest of a transformer whose name is the token.</summary>
    private OperandNode? ReadTransformer(SourcePosition position) => Enter() ? Leave(ReadTransformerCore(position)) : null;

    private OperandNode? ReadTransformerCore(SourcePosition position)
    {
        string name = _lexer.Token;
        List<OperandNode> arguments = [];
        _lexer.Blank();
        do
        {
            if (ReadTransformerArgument() is not { } argument)
                return null;
            arguments.Add(argument);
            _lexer.Blank();
        }
        while (_lexer.Literal(","u8));

        return CloseTransformer(name, arguments, position);
    }

    private OperandNode? CloseTransformer(string name, List<OperandNode> arguments, SourcePosition position)
    {
        _lexer.Blank();
        if (!_lexer.Literal(")"u8))
            return Fail<OperandNode>("expected a ')' token closing the transformer");
        return ReadArgument(out string? selector) ? new TransformerNode(name, arguments, selector, position) : null;
    }

    private OperandNode? ReadTransformerArgument() => Enter() ? Leave(ReadTransformerArgumentCore(Position)) : null;

    private OperandNode? ReadTransformerArgumentCore(SourcePosition position)
    {
        _lexer.Blank();
        if (_lexer.HexNumber() || _lexer.Number() || Quoted())
            return new ValueNode(_lexer.Token, position);
        if (Error is not null)
            return null;
        if (_lexer.Literal("("u8))
            return ReadTransformerList(position);
        if (TransformerName())
            return ReadTransformer(position);
        return _lexer.FieldName()
            ? ReadField(position)
            : Fail<OperandNode>(
                "expected field transformer argument: field, transformer, quoted string, number, or transformer list");
    }

    private OperandNode? ReadTransformerList(SourcePosition position)
    {
        List<OperandNode> items = [];
        _lexer.Blank();
        if (_lexer.Literal(")"u8))
            return new TransformerListNode(items, position);
        do
        {
            _lexer.Blank();
            if (ReadTransformerListItem(position) is not { } item)
                return null;
            items.Add(item);
            _lexer.Blank();
        }
        while (_lexer.Literal(","u8));

        return _lexer.Literal(")"u8) ? new TransformerListNode(items, position) : Fail<OperandNode>("expected ')'");
    }

    private OperandNode? ReadTransformerListItem(SourcePosition position)
    {
        if (_lexer.FieldName())
            return ReadField(position);
        if (TransformerName())
        {
            _lexer.Blank();
            return ReadTransformer(position);
        }

        if (Quoted() || (Error is null && (_lexer.HexNumber() || _lexer.Number())))
            return new ValueNode(_lexer.Token, position);
        return Error is null
            ? Fail<OperandNode>("expected transformer list argument: field, transformer, quoted string, or number")
            : null;
    }

    /// <summary>A field in <c>val()</c> or a transformer, if one begins here; without one there is no error.</summary>
    private OperandNode? ReadEventOperand() => Enter() ? Leave(ReadEventOperandCore()) : null;

    private OperandNode? ReadEventOperandCore()
    {
        _lexer.Blank();
        SourcePosition position = Position;
        if (_lexer.Literal("val("u8))
        {
            _lexer.Blank();
            SourcePosition fieldPosition = Position;
            if (!_lexer.FieldName())
                return Fail<OperandNode>("expected a field within 'val' transformer");
            return ReadField(fieldPosition) is { } field ? CloseTransformer(Identity, [field], position) : null;
        }

        if (!TransformerName())
            return null;
        _lexer.Blank();
        return ReadTransformer(position);
    }

    private OperandNode? ReadNumber() => Enter() ? Leave(ReadNumberCore()) : null;

    private OperandNode? ReadNumberCore()
    {
        _lexer.Blank();
        SourcePosition position = Position;
        if (ReadEventOperand() is { } operand)
            return operand;
        if (Error is not null)
            return null;
        return _lexer.HexNumber() || _lexer.Number()
            ? new ValueNode(_lexer.Token, position)
            : Fail<OperandNode>("expected a number value or " + OrTransformer);
    }

    private OperandNode? ReadText() => Enter() ? Leave(ReadTextCore()) : null;

    private OperandNode? ReadTextCore()
    {
        _lexer.Blank();
        SourcePosition position = Position;
        if (ReadEventOperand() is { } operand)
            return operand;
        if (Error is null && (Quoted() || (Error is null && _lexer.BareText())))
            return new ValueNode(_lexer.Token, position);
        return Error is null ? Fail<OperandNode>("expected a string value or " + OrTransformer) : null;
    }

    private OperandNode? ReadList() => Enter() ? Leave(ReadListCore()) : null;

    private OperandNode? ReadListCore()
    {
        _lexer.Blank();
        SourcePosition position = Position;
        OperandNode? operand = ReadListInParentheses() ?? (Error is null ? ReadEventOperand() : null);
        if (operand is not null || Error is not null)
            return operand;
        return _lexer.Identifier()
            ? new ValueNode(_lexer.Token, position)
            : Fail<OperandNode>("expected a list, an identifier, or " + OrTransformer);
    }

    private OperandNode? ReadListOfModifier() => Enter() ? Leave(ReadListOfModifierCore()) : null;

    private OperandNode? ReadListOfModifierCore()
    {
        _lexer.Blank();
        SourcePosition position = Position;
        ListNode? list = ReadListInParentheses();
        if (list is not null || Error is not null)
            return list;
        return _lexer.Identifier()
            ? new ValueNode(_lexer.Token, position)
            : Fail<OperandNode>("expected a list or an identifier");
    }

    /// <summary>A list, if one begins here; without one there is no error.</summary>
    private ListNode? ReadListInParentheses()
    {
        SourcePosition position = Position;
        if (!_lexer.Literal("("u8))
            return null;
        List<string> values = [];
        _lexer.Blank();
        if (ReadListItem() is { } first)
        {
            values.Add(first);
            _lexer.Blank();
            while (_lexer.Literal(","u8))
            {
                if (ReadListItem() is not { } value)
                    return null;
                values.Add(value);
                _lexer.Blank();
            }
        }
        else
        {
            // Whatever is wrong with a first element, the list counts as empty, and the closing parenthesis is missed.
            Error = null;
        }

        return _lexer.Literal(")"u8) ? new ListNode(values, position) : Fail<ListNode>("expected a ')' token");
    }

    private string? ReadListItem() => Enter() ? Leave(ReadListItemCore()) : null;

    private string? ReadListItemCore()
    {
        _lexer.Blank();
        if (Quoted() || (Error is null && _lexer.BareText()))
            return _lexer.Token;
        return Error is null ? Fail<string>("expected a string value") : null;
    }

    /// <summary>A quoted text whose escapes are right; if they are not, there is an error.</summary>
    private bool Quoted()
    {
        if (!_lexer.Quoted(out string? error))
            return false;
        Error = error ?? Error;
        return error is null;
    }

    private bool TransformerName()
    {
        foreach (byte[] token in TransformerTokens)
        {
            if (!_lexer.Literal(token))
                continue;
            _lexer.TrimToken();
            return true;
        }

        return false;
    }
}
