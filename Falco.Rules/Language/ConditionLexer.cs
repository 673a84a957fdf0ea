using System.Buffers;
using System.Text;

namespace Falco.Rules.Language;

/// <summary>Recognises tokens at a cursor. A token that does not match leaves the cursor where it was.</summary>
internal ref struct ConditionLexer(ReadOnlySpan<byte> text)
{
    private static readonly SearchValues<byte> BareTextEnd = SearchValues.Create("()\"' \t\n\v\f\r=,"u8);
    private static readonly SearchValues<byte> BareArgumentEnd = SearchValues.Create("[]\"' \t\n\v\f\r"u8);

    private readonly ReadOnlySpan<byte> _text = text;
    private SourcePosition _position = new(0, 1, 1);
    private int _tokenStart;
    private int _tokenLength;
    private string? _unescaped;

    /// <summary>The cursor.</summary>
    public readonly SourcePosition Position => _position;

    /// <summary>Whether the cursor is at the end.</summary>
    public readonly bool IsAtEnd => _position.Offset == _text.Length;

    /// <summary>The token that matched last; a quoted one without quotes and escapes.</summary>
    public readonly string Token => _unescaped ?? Encoding.Latin1.GetString(_text.Slice(_tokenStart, _tokenLength));

    private readonly ReadOnlySpan<byte> Rest => _text[_position.Offset..];

    /// <summary>Drops the parenthesis with which the token ends.</summary>
    public void TrimToken() => _tokenLength--;

    /// <summary>Skips blanks. Not a token.</summary>
    public bool Blank()
    {
        ReadOnlySpan<byte> rest = Rest;
        int length = 0;
        while (length < rest.Length && rest[length] is (byte)' ' or (byte)'\t' or (byte)'\b' or (byte)'\r' or (byte)'\n')
            length++;
        Advance(length);
        return length > 0;
    }

    public bool Literal(scoped ReadOnlySpan<byte> literal) => Rest.StartsWith(literal) && Take(literal.Length);

    /// <summary><c>not</c> and the space behind it.</summary>
    public bool NotWord()
    {
        ReadOnlySpan<byte> rest = Rest;
        if (!rest.StartsWith("not"u8))
            return false;
        int length = 3;
        while (length < rest.Length && IsSpace(rest[length]))
            length++;
        return length > 3 && Take(length);
    }

    public bool Identifier() => Take(IdentifierLength(Rest));

    public bool FieldName()
    {
        ReadOnlySpan<byte> rest = Rest;
        int length = IdentifierLength(rest);
        bool dotted = false;
        while (length > 0 && length < rest.Length && rest[length] == '.' && IdentifierLength(rest[(length + 1)..]) is > 0 and int next)
        {
            length += 1 + next;
            dotted = true;
        }

        return dotted && Take(length);
    }

    public bool HexNumber()
    {
        ReadOnlySpan<byte> rest = Rest;
        if (rest.Length < 3 || rest[0] != '0' || (rest[1] | 0x20) != 'x')
            return false;
        int length = 2;
        while (length < rest.Length && char.IsAsciiHexDigit((char)rest[length]))
            length++;
        return length > 2 && Take(length);
    }

    public bool Number()
    {
        ReadOnlySpan<byte> rest = Rest;
        int length = rest.Length > 0 && rest[0] is (byte)'+' or (byte)'-' ? 1 : 0;
        int digits = DigitCount(rest[length..]);
        if (digits == 0)
            return false;
        length += digits;
        if (length < rest.Length && rest[length] == '.')
            length++;
        length += DigitCount(rest[length..]);

        // The sign of an exponent is not optional.
        if (rest.Length > length + 2 && (rest[length] | 0x20) == 'e' && rest[length + 1] is (byte)'+' or (byte)'-'
            && DigitCount(rest[(length + 2)..]) is > 0 and int exponent)
            length += 2 + exponent;
        return Take(length);
    }

    public bool BareText() => Take(BareLength(Rest, BareTextEnd));

    public bool BareArgument() => Take(BareLength(Rest, BareArgumentEnd));

    /// <summary>A quoted text; true with an error if its escapes are wrong.</summary>
    public bool Quoted(out string? error)
    {
        error = null;
        ReadOnlySpan<byte> rest = Rest;
        if (rest.Length == 0 || rest[0] is not ((byte)'"' or (byte)'\''))
            return false;
        for (int i = 1; i < rest.Length && rest[i] != 0; i++)
        {
            // Only one byte back is looked at, so that "\\" does not end where one might think; rules depend on it.
            if (rest[i] != rest[0] || rest[i - 1] == '\\')
                continue;
            string quoted = Encoding.Latin1.GetString(rest[..(i + 1)]);
            Take(i + 1);
            QuotedText.TryUnescape(quoted, out _unescaped, out error);
            return true;
        }

        return false;
    }

    /// <summary>The first of some operators; blanks behind a word that needs one are skipped.</summary>
    public OperatorSyntax? Operator(ReadOnlySpan<OperatorSyntax> candidates)
    {
        foreach (OperatorSyntax candidate in candidates)
        {
            if (candidate.NeedsBlank ? Word(candidate.Utf8) : Literal(candidate.Utf8))
                return candidate;
        }

        return null;
    }

    /// <summary>A modifier that is followed by a blank, and by what can be a list rather than the rest of a condition.</summary>
    public OperatorModifier Modifier()
    {
        ConditionLexer start = this;
        OperatorModifier modifier = Word("oneof"u8) ? OperatorModifier.OneOf
            : Word("anyof"u8) ? OperatorModifier.AnyOf
            : Word("allof"u8) ? OperatorModifier.AllOf
            : OperatorModifier.None;
        if (modifier == OperatorModifier.None || (ListFollows() && !KeywordFollows()))
            return modifier;
        this = start;
        return OperatorModifier.None;
    }

    private bool Word(scoped ReadOnlySpan<byte> word)
    {
        ConditionLexer start = this;
        if (Literal(word) && Blank())
            return true;
        this = start;
        return false;
    }

    private readonly bool ListFollows() => Rest.StartsWith("("u8) || IdentifierLength(Rest) > 0;

    private readonly bool KeywordFollows() => IsKeyword("and"u8) || IsKeyword("or"u8) || IsKeyword("not"u8);

    private readonly bool IsKeyword(ReadOnlySpan<byte> word) =>
        Rest.StartsWith(word) && (Rest.Length == word.Length || !char.IsAsciiLetterOrDigit((char)Rest[word.Length]));

    private bool Take(int length)
    {
        if (length == 0)
            return false;
        _tokenStart = _position.Offset;
        _tokenLength = length;
        _unescaped = null;
        Advance(length);
        return true;
    }

    private void Advance(int length)
    {
        (int offset, int line, int column) = (_position.Offset, _position.Line, _position.Column);
        foreach (byte b in _text.Slice(offset, length))
        {
            column++;
            if (b is (byte)'\r' or (byte)'\n')
                (line, column) = (line + 1, 1);
        }

        _position = new SourcePosition(offset + length, line, column);
    }

    private static int IdentifierLength(ReadOnlySpan<byte> rest)
    {
        if (rest.Length == 0 || !char.IsAsciiLetter((char)rest[0]))
            return 0;
        int length = 1;
        while (length < rest.Length && (char.IsAsciiLetterOrDigit((char)rest[length]) || rest[length] == '_'))
            length++;
        return length;
    }

    private static int DigitCount(ReadOnlySpan<byte> rest)
    {
        int count = rest.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return count < 0 ? rest.Length : count;
    }

    // The reference recognises these tokens by a regular expression over UTF-8, which ends before the first invalid sequence.
    private static int BareLength(ReadOnlySpan<byte> rest, SearchValues<byte> stop)
    {
        int length = rest.IndexOfAny(stop);
        ReadOnlySpan<byte> bare = length < 0 ? rest : rest[..length];
        if (Ascii.IsValid(bare))
            return bare.Length;
        int valid = 0;
        while (valid < bare.Length && Rune.DecodeFromUtf8(bare[valid..], out _, out int consumed) == OperationStatus.Done)
            valid += consumed;
        return valid;
    }

    private static bool IsSpace(byte b) => b is (byte)' ' or (>= (byte)'\t' and <= (byte)'\r');
}
