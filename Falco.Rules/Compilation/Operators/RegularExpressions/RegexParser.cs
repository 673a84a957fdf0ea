using System.Text;

namespace Falco.Rules.Compilation.Operators.RegularExpressions;

/// <summary>
/// Reads a pattern in RE2's POSIX syntax and writes it as a .NET pattern: no Perl classes, no word boundaries, no flags, no lazy operators
/// (<c>a*?</c> repeats twice), <c>^</c> and <c>$</c> at line ends, <c>.</c> all but a line feed.
/// </summary>
internal ref partial struct RegexParser
{
    // RE2's limit of a counted repetition, and of nested ones multiplied.
    private const int MaxRepeat = 1000;

    private readonly ReadOnlySpan<byte> _pattern;
    private int _at;
    private string? _error;

    public RegexParser(ReadOnlySpan<byte> pattern)
    {
        _pattern = pattern;
    }

    /// <summary>What is wrong, in the words of RE2.</summary>
    public readonly string Error => _error ?? "";

    private readonly bool IsAtEnd => _at == _pattern.Length;

    /// <summary>The translation; <see langword="null"/> if there is an error.</summary>
    public string? Parse()
    {
        Piece? whole = ParseAlternation();
        if (whole is not null && !IsAtEnd)
            return FailAbout("unexpected )", _pattern);
        return whole?.Text;
    }

    // Nesting is bounded by the length of constants (255 bytes), so that recursion is safe.
    private Piece? ParseAlternation()
    {
        StringBuilder text = new();
        int repeats = 1;
        while (true)
        {
            Piece? last = null;
            while (!IsAtEnd && _pattern[_at] is not ((byte)'|' or (byte)')'))
            {
                int start = _at;
                int min = 0;
                int max = 0;
                if (TryReadRepetition(out min, out max))
                {
                    if ((last = Repeat(last, min, max, _pattern[start.._at])) is null)
                        return null;
                    continue;
                }

                if (last is not null)
                    Append(last);
                if ((last = ParseAtom()) is null)
                    return null;
            }

            if (last is not null)
                Append(last);
            if (IsAtEnd || _pattern[_at] == ')')
                return new Piece(text.ToString(), repeats);
            _at++;
            text.Append('|');
        }

        void Append(Piece piece)
        {
            text.Append(piece.Text);
            repeats = Math.Max(repeats, piece.Repeats);
        }
    }

    private Piece? ParseAtom()
    {
        switch (_pattern[_at])
        {
            case (byte)'(':
                return ParseGroup();
            case (byte)'[':
                return ParseClass();
            case (byte)'^':
                _at++;
                return new Piece("^", 1);
            case (byte)'$':
                _at++;
                return new Piece("$", 1);
            case (byte)'.':
                _at++;
                RuneSet any = new();
                any.Add('\n', '\n');
                any.Negate();
                return new Piece(any.ToPattern(), 1);
            case (byte)'\\':
                return ParseEscape(out int escaped) ? Literal(escaped) : null;
            default:
                return ReadRune(out int rune) ? Literal(rune) : null;
        }
    }

    private Piece? ParseGroup()
    {
        _at++;
        Piece? inner = ParseAlternation();
        if (inner is null)
            return null;
        if (IsAtEnd)
        {
            FailAbout("missing )", _pattern);
            return null;
        }

        _at++;
        return inner with { Text = $"(?:{inner.Text})" };
    }

    private Piece? Repeat(Piece? piece, int min, int max, ReadOnlySpan<byte> operation)
    {
        bool isCounted = operation[0] == '{';
        if (isCounted && (min > MaxRepeat || max > MaxRepeat || (max >= 0 && max < min)))
        {
            FailAbout("invalid repetition size", operation);
            return null;
        }

        if (piece is null)
        {
            FailAbout("no argument for repetition operator", operation);
            return null;
        }

        if (!isCounted)
            return piece with { Text = $"(?:{piece.Text}){(char)operation[0]}" };
        int repeats = piece.Repeats * Math.Max(1, max < 0 ? min : max);
        if ((min >= 2 || max >= 2) && repeats > MaxRepeat)
        {
            FailAbout("invalid repetition size", operation);
            return null;
        }

        return new Piece($"(?:{piece.Text}){{{min},{(max < 0 ? "" : max.ToString(System.Globalization.CultureInfo.InvariantCulture))}}}", repeats);
    }

    private bool TryReadRepetition(out int min, out int max)
    {
        (min, max) = (0, -1);
        if (_pattern[_at] is (byte)'*' or (byte)'+' or (byte)'?')
        {
            _at++;
            return true;
        }

        int start = _at;
        if (_pattern[_at++] == '{' && TryReadNumber(out min) && TryReadUpperBound(min, out max) && !IsAtEnd && _pattern[_at] == '}')
        {
            _at++;
            return true;
        }

        // A brace that does not count stands for itself.
        _at = start;
        return false;
    }

    private bool TryReadUpperBound(int min, out int max)
    {
        max = min;
        if (IsAtEnd || _pattern[_at] != ',')
            return true;
        _at++;
        if (IsAtEnd || _pattern[_at] == '}')
        {
            max = -1;
            return true;
        }

        return TryReadNumber(out max);
    }

    private bool TryReadNumber(out int number)
    {
        number = 0;
        int start = _at;
        while (!IsAtEnd && char.IsAsciiDigit((char)_pattern[_at]))
        {
            if (number >= 100_000_000)
                return false;
            number = number * 10 + _pattern[_at++] - '0';
        }

        return _at > start && (_at - start == 1 || _pattern[start] != '0');
    }

    private bool ReadRune(out int value)
    {
        bool isValid = Rune.DecodeFromUtf8(_pattern[_at..], out Rune rune, out int length) == System.Buffers.OperationStatus.Done;
        value = rune.Value;
        _at += length;
        if (!isValid)
            _error ??= "invalid UTF-8";
        return isValid;
    }

    private string? FailAbout(string what, ReadOnlySpan<byte> about)
    {
        _error ??= about.IsEmpty ? what : $"{what}: {Encoding.UTF8.GetString(about)}";
        return null;
    }

    private static Piece Literal(int rune)
    {
        RuneSet one = new();
        one.Add(rune, rune);
        return new Piece(one.ToPattern(), 1);
    }

    /// <summary>A translated part.</summary>
    /// <param name="Text">The .NET pattern.</param>
    /// <param name="Repeats">The largest product of nested counted repetitions in it.</param>
    private sealed record Piece(string Text, int Repeats);
}
