namespace Falco.Rules.Language;

/// <summary>One spelling of an operator.</summary>
/// <param name="Text">The spelling.</param>
/// <param name="Operator">What it means; <see langword="null"/> for <c>exists</c>.</param>
/// <param name="Operand">What stands to its right.</param>
internal sealed record OperatorSyntax(string Text, ComparisonOperator? Operator, OperatorOperand Operand)
{
    private readonly byte[] _utf8 = System.Text.Encoding.ASCII.GetBytes(Text);

    /// <summary>All spellings in the order in which they are tried; matching is by prefix, so a longer symbol comes before its start.</summary>
    public static IReadOnlyList<OperatorSyntax> All => Table;

    /// <summary>The spellings of operators whose right side is one kind of operand, in the order in which they are tried.</summary>
    public static ReadOnlySpan<OperatorSyntax> Of(OperatorOperand operand) => operand switch
    {
        OperatorOperand.None => Table.AsSpan(0, 1),
        OperatorOperand.Number => Table.AsSpan(1, 4),
        OperatorOperand.Text => Table.AsSpan(5, 12),
        _ => Table.AsSpan(17, 3),
    };

    /// <summary>The names of the modifiers, by <see cref="OperatorModifier"/>; the first is empty.</summary>
    public static ReadOnlySpan<string> Modifiers => ModifierTable;

    /// <summary>Whether a blank must follow: words that take a text, but neither symbols nor the list operators.</summary>
    public bool NeedsBlank => Operand == OperatorOperand.Text && IsWord;

    /// <summary>Whether it is spelled with letters.</summary>
    public bool IsWord => char.IsAsciiLetter(Text[0]);

    /// <summary>The spelling as ASCII.</summary>
    public ReadOnlySpan<byte> Utf8 => _utf8;

    /// <summary>The spelling of an operator.</summary>
    public static string Print(ComparisonOperator operation, bool isDoubleEquals = false)
    {
        if (isDoubleEquals)
            return "==";
        foreach (OperatorSyntax syntax in Table)
        {
            if (syntax.Operator == operation && syntax.Text != "==")
                return syntax.Text;
        }

        throw new ArgumentOutOfRangeException(nameof(operation), operation, "Not an operator.");
    }

    private static readonly string[] ModifierTable = ["", "oneof", "anyof", "allof"];

    private static readonly OperatorSyntax[] Table =
    [
        new("exists", null, OperatorOperand.None),
        new("<=", ComparisonOperator.LessOrEqual, OperatorOperand.Number),
        new("<", ComparisonOperator.Less, OperatorOperand.Number),
        new(">=", ComparisonOperator.GreaterOrEqual, OperatorOperand.Number),
        new(">", ComparisonOperator.Greater, OperatorOperand.Number),
        new("==", ComparisonOperator.Equal, OperatorOperand.Text),
        new("=", ComparisonOperator.Equal, OperatorOperand.Text),
        new("!=", ComparisonOperator.NotEqual, OperatorOperand.Text),
        new("glob", ComparisonOperator.Glob, OperatorOperand.Text),
        new("iglob", ComparisonOperator.IGlob, OperatorOperand.Text),
        new("contains", ComparisonOperator.Contains, OperatorOperand.Text),
        new("icontains", ComparisonOperator.IContains, OperatorOperand.Text),
        new("bcontains", ComparisonOperator.BContains, OperatorOperand.Text),
        new("startswith", ComparisonOperator.StartsWith, OperatorOperand.Text),
        new("bstartswith", ComparisonOperator.BStartsWith, OperatorOperand.Text),
        new("endswith", ComparisonOperator.EndsWith, OperatorOperand.Text),
        new("regex", ComparisonOperator.Regex, OperatorOperand.Text),
        new("intersects", ComparisonOperator.Intersects, OperatorOperand.List),
        new("in", ComparisonOperator.In, OperatorOperand.List),
        new("pmatch", ComparisonOperator.PMatch, OperatorOperand.List),
    ];
}

/// <summary>What stands to the right of an operator.</summary>
internal enum OperatorOperand
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A number, or what is read from the event.</summary>
    Number,

    /// <summary>A text, what is read from the event, or a modifier and a list.</summary>
    Text,

    /// <summary>A list, its name, or what is read from the event.</summary>
    List,
}
