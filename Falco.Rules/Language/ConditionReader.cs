namespace Falco.Rules.Language;

/// <summary>
/// The grammar, one method per production. A method that fails returns <see langword="null"/> and leaves the error; the cursor
/// stays where the error is.
/// </summary>
internal ref partial struct ConditionReader(ReadOnlySpan<byte> text, int maxDepth)
{
    private ConditionLexer _lexer = new(text);
    private int _depth;

    /// <summary>What is wrong, once something is.</summary>
    public string? Error { get; private set; }

    /// <summary>The cursor.</summary>
    public readonly SourcePosition Position => _lexer.Position;

    /// <summary>Records an error.</summary>
    public T? Fail<T>(string error)
        where T : class
    {
        Error = error;
        return null;
    }

    /// <summary>A condition, up to the end of the text.</summary>
    public ConditionNode? ReadWhole(bool allowPartial)
    {
        ConditionNode? condition = ReadOr();
        if (condition is null)
            return null;
        if (_depth > 0)
            return Fail<ConditionNode>("parser fatal error: recursion is unbalanced");
        return allowPartial || _lexer.IsAtEnd
            ? condition
            : Fail<ConditionNode>($"unexpected token after '{_lexer.Token}', expecting 'or', 'and'");
    }

    private ConditionNode? ReadOr() => Enter() ? Leave(ReadOrCore()) : null;

    private ConditionNode? ReadOrCore()
    {
        SourcePosition position = Position;
        _lexer.Blank();
        if (ReadAnd() is not { } first)
            return null;
        _lexer.Blank();
        List<ConditionNode>? children = null;
        while (_lexer.Literal("or"u8))
        {
            ConditionNode? child = _lexer.Blank() ? ReadAnd()
                : _lexer.Literal("("u8) ? ReadGroup()
                : Fail<ConditionNode>("expected blank or '(' after 'or'");
            if (child is null)
                return null;
            (children ??= [first]).Add(child);
            _lexer.Blank();
        }

        return children is null ? first : new OrNode(children, position);
    }

    private ConditionNode? ReadAnd() => Enter() ? Leave(ReadAndCore()) : null;

    private ConditionNode? ReadAndCore()
    {
        SourcePosition position = Position;
        _lexer.Blank();
        if (ReadNot() is not { } first)
            return null;
        _lexer.Blank();
        List<ConditionNode>? children = null;
        while (_lexer.Literal("and"u8))
        {
            ConditionNode? child = _lexer.Blank() ? ReadNot()
                : _lexer.Literal("("u8) ? ReadGroup()
                : Fail<ConditionNode>("expected blank or '(' after 'and'");
            if (child is null)
                return null;
            (children ??= [first]).Add(child);
            _lexer.Blank();
        }

        return children is null ? first : new AndNode(children, position);
    }

    private ConditionNode? ReadNot() => Enter() ? Leave(ReadNotCore()) : null;

    private ConditionNode? ReadNotCore()
    {
        SourcePosition position = Position;
        _lexer.Blank();
        bool negated = false;
        while (_lexer.NotWord())
            negated = !negated;
        ConditionNode? child;
        if (_lexer.Literal("not("u8))
        {
            negated = !negated;
            child = ReadGroup();
        }
        else
        {
            child = ReadCheck();
        }

        return child is not null && negated ? new NotNode(child, position) : child;
    }

    /// <summary>The rest of a condition in parentheses, after the opening one.</summary>
    private ConditionNode? ReadGroup() => Enter() ? Leave(ReadGroupCore()) : null;

    private ConditionNode? ReadGroupCore()
    {
        _lexer.Blank();
        if (ReadOr() is not { } child)
            return null;
        _lexer.Blank();
        return _lexer.Literal(")"u8) ? child : Fail<ConditionNode>("expected a ')' token");
    }

    private ConditionNode? ReadCheck() => Enter() ? Leave(ReadCheckCore()) : null;

    private ConditionNode? ReadCheckCore()
    {
        SourcePosition position = Position;
        _lexer.Blank();
        if (_lexer.Literal("("u8))
            return ReadGroup();
        if (_lexer.FieldName())
            return ReadField(position) is { } field ? ReadCondition(field, position) : null;
        if (TransformerName())
        {
            _lexer.Blank();
            return ReadTransformer(position) is { } transformer ? ReadCondition(transformer, position) : null;
        }

        return _lexer.Identifier()
            ? new MacroNode(_lexer.Token, position)
            : Fail<ConditionNode>("expected a '(' token, a field check, or an identifier");
    }

    private ConditionNode? ReadCondition(OperandNode left, SourcePosition position) =>
        Enter() ? Leave(ReadConditionCore(left, position)) : null;

    private ConditionNode? ReadConditionCore(OperandNode left, SourcePosition position)
    {
        _lexer.Blank();
        if (_lexer.Operator(OperatorSyntax.Of(OperatorOperand.None)) is not null)
            return new ExistsNode(left, position);
        _lexer.Blank();
        OperatorModifier modifier = OperatorModifier.None;
        OperandNode? right;
        if (_lexer.Operator(OperatorSyntax.Of(OperatorOperand.Number)) is { } syntax)
        {
            right = ReadNumber();
        }
        else if ((syntax = _lexer.Operator(OperatorSyntax.Of(OperatorOperand.Text))) is not null)
        {
            // Words took the blank behind them already.
            if (_lexer.Blank() || syntax.IsWord)
                modifier = _lexer.Modifier();
            right = modifier == OperatorModifier.None ? ReadText() : ReadListOfModifier();
        }
        else if ((syntax = _lexer.Operator(OperatorSyntax.Of(OperatorOperand.List))) is not null)
        {
            right = ReadList();
        }
        else
        {
            return Fail<ConditionNode>(ExpectedOperator);
        }

        return right is null
            ? null
            : new ComparisonNode(left, syntax.Operator!.Value, modifier, right, position) { IsDoubleEquals = syntax.Text == "==" };
    }

    // A level that is not entered is not left: the reference keeps counting it when a list swallows the error.
    private bool Enter()
    {
        if (++_depth < maxDepth)
            return true;
        Error = $"exceeded max depth limit of {maxDepth}";
        return false;
    }

    private T? Leave<T>(T? node)
        where T : class
    {
        _depth--;
        return node;
    }
}
