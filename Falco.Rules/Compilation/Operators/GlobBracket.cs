namespace Falco.Rules.Compilation.Operators;

/// <summary>
/// The bracket expressions of globs, as the C library reads them: <c>[abc]</c>, <c>[a-z]</c>, <c>[!x]</c>, <c>[[:digit:]]</c>, and
/// single characters as <c>[=a=]</c> or <c>[.a.]</c>.
/// </summary>
internal ref struct GlobBracket
{
    private readonly ReadOnlySpan<byte> _pattern;
    private readonly byte _character;
    private readonly bool _ignoreCase;
    private int _at;
    private bool _found;

    private GlobBracket(ReadOnlySpan<byte> pattern, int at, byte character, bool ignoreCase)
    {
        _pattern = pattern;
        _at = at;
        _character = character;
        _ignoreCase = ignoreCase;
    }

    /// <summary>Matches one byte.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="start">Where the bracket opens.</param>
    /// <param name="character">The byte.</param>
    /// <param name="ignoreCase">Whether ASCII letters are alike in both cases.</param>
    /// <param name="isMatch">Whether it matches.</param>
    /// <returns>Where the pattern goes on; -1 if the bracket is never closed and so stands for itself.</returns>
    public static int Match(ReadOnlySpan<byte> pattern, int start, byte character, bool ignoreCase, out bool isMatch)
    {
        isMatch = false;
        GlobBracket bracket = new(pattern, start + 1, character, ignoreCase);
        bool isNegated = bracket.Peek(0) is '!' or '^';
        if (isNegated)
            bracket._at++;
        bool isFirst = true;
        while (bracket._at < pattern.Length && (isFirst || pattern[bracket._at] != ']'))
        {
            isFirst = false;
            if (!bracket.ReadMember())
                return pattern.Length;
        }

        if (bracket._at >= pattern.Length)
            return -1;
        isMatch = bracket._found != isNegated;
        return bracket._at + 1;
    }

    // False if no text can match.
    private bool ReadMember()
    {
        if (_pattern[_at] == '[' && Peek(1) == ':' && TryReadClassName(out ReadOnlySpan<byte> name))
        {
            bool isKnown = CharacterClass.IsKnown(name);
            _found |= isKnown && CharacterClass.Contains(name, _character);
            return isKnown || _found;
        }

        if (!ReadCharacter(out byte low))
            return false;
        if (Peek(0) == '-' && _at + 1 < _pattern.Length && Peek(1) != ']')
        {
            _at++;
            if (!ReadCharacter(out byte high))
                return false;
            byte folded = Fold(_character);
            _found |= Fold(low) <= folded && folded <= Fold(high);
        }
        else
        {
            _found |= Fold(low) == Fold(_character);
        }

        return true;
    }

    // "[:" that only small letters and ":]" do not follow is an ordinary member.
    private bool TryReadClassName(out ReadOnlySpan<byte> name)
    {
        ReadOnlySpan<byte> rest = _pattern[(_at + 2)..];
        int length = rest.IndexOfAnyExceptInRange((byte)'a', (byte)'y');
        name = length < 0 ? default : rest[..length];
        if (length < 0 || !rest[length..].StartsWith(":]"u8))
            return false;
        _at += length + 4;
        return true;
    }

    private bool ReadCharacter(out byte character)
    {
        character = _pattern[_at];
        bool isNamed = character == '[' && Peek(1) is '=' or '.' && Peek(3) == Peek(1) && Peek(4) == ']';
        if (isNamed)
        {
            character = _pattern[_at + 2];
            _at += 5;
            return true;
        }

        if (character == '\\')
        {
            _at++;
            character = (byte)Math.Max(Peek(0), 0);
        }

        _at++;
        return _at <= _pattern.Length;
    }

    private readonly int Peek(int ahead) => _at + ahead < _pattern.Length ? _pattern[_at + ahead] : -1;

    private readonly byte Fold(byte character) => _ignoreCase ? AsciiText.ToLower(character) : character;
}
