using System.Buffers;
using Falco.Core.Fields;
using Falco.Rules.Language;

namespace Falco.Rules.Compilation;

/// <summary>Finds constants that may not be meant as such.</summary>
internal static class ConstantWarnings
{
    private static readonly SearchValues<char> RegexCharacters = SearchValues.Create(@".+*?^$()[]{}|\");

    private static readonly SearchValues<char> Blanks = SearchValues.Create(" \t\n\v\f\r");

    /// <summary>Adds what may be wrong with a constant.</summary>
    public static void Add(
        List<BindingWarning> warnings, ComparisonOperator operation, string text, SourcePosition position, IFieldResolver fields)
    {
        string shown = ByteText.ToText(text);
        if (operation == ComparisonOperator.Regex && IsPlain(text))
        {
            warnings.Add(new BindingWarning(
                $"regex check with '{shown}' may be optimized with simpler operators such as '=', 'contains', 'startswith', 'endswith'",
                position));
        }

        string dense = text.AsSpan().ContainsAny(Blanks) ? string.Concat(text.Where(character => !Blanks.Contains(character))) : text;
        if (IsField(dense, fields))
            warnings.Add(new BindingWarning($"'{shown}' may be a valid field misused as a const string value", position));
        if (IsTransformer(dense))
            warnings.Add(new BindingWarning($"'{shown}' may be a valid field transformer misused as a const string value", position));
    }

    private static bool IsPlain(ReadOnlySpan<char> pattern)
    {
        if (pattern is ['^', ..])
            pattern = pattern[1..];
        if (pattern is ['.', '+' or '*' or '?', ..])
            pattern = pattern[2..];
        if (pattern is [.., '$'])
            pattern = pattern[..^1];
        if (pattern is [.., '.', '+' or '*' or '?'])
            pattern = pattern[..^2];
        return !pattern.ContainsAny(RegexCharacters);
    }

    private static bool IsField(string text, IFieldResolver fields)
    {
        int bracket = text.IndexOf('[', StringComparison.Ordinal);
        if (bracket < 0)
            return text.Contains('.', StringComparison.Ordinal) && fields.TryResolve(text, null, out _, out _);
        return text.EndsWith(']') && fields.TryResolve(text[..bracket], text[(bracket + 1)..^1], out _, out _);
    }

    private static bool IsTransformer(string text) =>
        text.EndsWith(')') && text.IndexOf('(', StringComparison.Ordinal) is > 0 and int end
        && (text[..end] == "val" || Language.Transformers.Names.Contains(text[..end]));
}
