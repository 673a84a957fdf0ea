namespace Falco.Rules.Compilation.Operators.RegularExpressions;

internal ref partial struct RegexParser
{
    private Piece? ParseClass()
    {
        ReadOnlySpan<byte> whole = _pattern[_at..];
        RuneSet set = new();
        _at++;
        bool isNegated = !IsAtEnd && _pattern[_at] == '^';
        if (isNegated)
            _at++;
        bool isFirst = true;
        while (!IsAtEnd && (_pattern[_at] != ']' || isFirst))
        {
            if (_pattern[_at] == '-' && !isFirst && !(_at + 1 < _pattern.Length && _pattern[_at + 1] == ']'))
                return FailAtHyphen();
            isFirst = false;
            switch (TryReadNamedClass(set))
            {
                case true:
                    continue;
                case null:
                    return null;
            }

            if (!ReadClassRange(set, whole))
                return null;
        }

        if (IsAtEnd)
        {
            FailAbout("missing ]", whole);
            return null;
        }

        _at++;
        if (isNegated)
            set.Negate();
        return new Piece(set.ToPattern(), 1);
    }

    // A hyphen is literal only as the first or the last member.
    private Piece? FailAtHyphen()
    {
        int start = _at++;
        if (ReadRune(out _))
            FailAbout("invalid character class range", _pattern[start.._at]);
        return null;
    }

    private bool ReadClassRange(RuneSet set, ReadOnlySpan<byte> whole)
    {
        int start = _at;
        if (!ReadClassMember(whole, out int low))
            return false;
        int high = low;
        if (_at + 1 < _pattern.Length && _pattern[_at] == '-' && _pattern[_at + 1] != ']')
        {
            _at++;
            if (!ReadClassMember(whole, out high))
                return false;
            if (high < low)
            {
                FailAbout("invalid character class range", _pattern[start.._at]);
                return false;
            }
        }

        set.Add(low, high);
        return true;
    }

    private bool ReadClassMember(ReadOnlySpan<byte> whole, out int rune)
    {
        rune = 0;
        if (IsAtEnd)
        {
            FailAbout("missing ]", whole);
            return false;
        }

        return _pattern[_at] == '\\' ? ParseEscape(out rune) : ReadRune(out rune);
    }

    /// <summary>Reads <c>[:alpha:]</c>.</summary>
    /// <returns>Whether there was a class; <see langword="null"/> if it has an unknown name.</returns>
    private bool? TryReadNamedClass(RuneSet set)
    {
        ReadOnlySpan<byte> rest = _pattern[_at..];
        int length = rest.StartsWith("[:"u8) ? rest[2..].IndexOf(":]"u8) : -1;
        if (length < 0)
            return false;
        ReadOnlySpan<byte> name = rest.Slice(2, length);
        bool isNegated = name.StartsWith("^"u8);
        if (!NamedClass.TryAdd(isNegated ? name[1..] : name, isNegated, set))
        {
            FailAbout("invalid character class range", rest[..(length + 4)]);
            return null;
        }

        _at += length + 4;
        return true;
    }
}
