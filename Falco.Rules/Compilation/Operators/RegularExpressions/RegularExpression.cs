using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;

namespace Falco.Rules.Compilation.Operators.RegularExpressions;

/// <summary>
/// A regular expression in the dialect of conditions (RE2 in POSIX syntax) that is matched against whole texts, in time proportional to
/// their length.
/// </summary>
internal sealed class RegularExpression
{
    // Texts up to this many bytes (paths and names are far shorter) are widened on the stack.
    private const int StackLimit = 512;

    private readonly Regex _regex;

    private RegularExpression(string translation)
    {
        _regex = new Regex(
            translation, RegexOptions.NonBacktracking | RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);
    }

    /// <summary>Parses a pattern.</summary>
    /// <param name="pattern">The pattern as UTF-8.</param>
    /// <param name="expression">The expression.</param>
    /// <param name="error">What is wrong, in the words of RE2.</param>
    public static bool TryCompile(
        ReadOnlySpan<byte> pattern, [NotNullWhen(true)] out RegularExpression? expression, [NotNullWhen(false)] out string? error)
    {
        RegexParser parser = new(pattern);
        string? translation = parser.Parse();
        expression = null;
        if (translation is null)
        {
            error = parser.Error;
            return false;
        }

        try
        {
            expression = new RegularExpression(@"\A(?:" + translation + @")\z");
            error = null;
            return true;
        }
        catch (NotSupportedException)
        {
            // The runtime bounds the automaton, as RE2 does by its budget of memory. What RE2's budget still allows may be too much here.
            error = "pattern too large - compile failed";
            return false;
        }
    }

    /// <summary>Whether a whole text matches. Bytes that are not UTF-8 are read as U+FFFD.</summary>
    public bool IsMatch(ReadOnlySpan<byte> text)
    {
        char[]? rented = text.Length > StackLimit ? ArrayPool<char>.Shared.Rent(text.Length) : null;
        Span<char> buffer = rented ?? stackalloc char[StackLimit];
        int length = Encoding.UTF8.GetChars(text, buffer);
        bool isMatch = _regex.IsMatch(buffer[..length]);
        if (rented is not null)
            ArrayPool<char>.Shared.Return(rented);
        return isMatch;
    }
}
