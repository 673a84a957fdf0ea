using Falco.Rules.Language;

namespace Falco.Rules.Loading;

/// <summary>Operators as exceptions write them.</summary>
internal static class ComparisonText
{
    /// <summary>Whether a text is an operator.</summary>
    public static bool IsOperator(string text) => OperatorSyntax.All.Any(syntax => syntax.Text == text);

    /// <summary>Whether a text is an operator on texts and a modifier, with one blank between.</summary>
    public static bool HasModifier(string text)
    {
        int blank = text.IndexOf(' ', StringComparison.Ordinal);
        if (blank < 0 || OperatorSyntax.Modifiers[1..].IndexOf(text[(blank + 1)..]) < 0)
            return false;
        foreach (OperatorSyntax syntax in OperatorSyntax.Of(OperatorOperand.Text))
        {
            if (text.AsSpan(0, blank).SequenceEqual(syntax.Text))
                return true;
        }

        return false;
    }

    /// <summary>Whether what stands to the right is a list in parentheses.</summary>
    public static bool TakesList(string text)
    {
        foreach (OperatorSyntax syntax in OperatorSyntax.Of(OperatorOperand.List))
        {
            if (syntax.Text == text)
                return true;
        }

        return HasModifier(text);
    }
}
