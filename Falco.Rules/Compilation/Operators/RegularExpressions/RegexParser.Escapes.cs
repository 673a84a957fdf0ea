namespace Falco.Rules.Compilation.Operators.RegularExpressions;

internal ref partial struct RegexParser
{
    private bool ParseEscape(out int rune)
    {
        rune = 0;
        int start = _at++;
        if (IsAtEnd)
        {
            FailAbout(@"trailing \", default);
            return false;
        }

        if (!ReadRune(out int c))
            return false;
        switch (c)
        {
            case >= '0' and <= '7':
                // A single digit other than 0 would be a back reference.
                return c == '0' || (!IsAtEnd && IsOctal(_pattern[_at])) ? ReadOctal(c - '0', out rune) : FailEscape(start);
            case 'x':
                return ReadHexadecimal(start, out rune);
            case 'a':
                rune = '\a';
                return true;
            case 'f':
                rune = '\f';
                return true;
            case 'n':
                rune = '\n';
                return true;
            case 'r':
                rune = '\r';
                return true;
            case 't':
                rune = '\t';
                return true;
            case 'v':
                rune = '\v';
                return true;
            default:
                rune = c;
                return (c < 0x80 && !char.IsAsciiLetterOrDigit((char)c)) || FailEscape(start);
        }
    }

    private bool ReadOctal(int value, out int rune)
    {
        for (int digits = 1; digits < 3 && !IsAtEnd && IsOctal(_pattern[_at]); digits++)
            value = value * 8 + _pattern[_at++] - '0';
        rune = value;
        return true;
    }

    private bool ReadHexadecimal(int start, out int rune)
    {
        rune = 0;
        if (IsAtEnd)
            return FailEscape(start);
        if (!ReadRune(out int first))
            return false;
        if (first == '{')
            return ReadBraced(start, out rune);
        if (IsAtEnd)
            return FailEscape(start);
        if (!ReadRune(out int second))
            return false;
        if (!IsHexadecimal(first) || !IsHexadecimal(second))
            return FailEscape(start);
        rune = Digit(first) * 16 + Digit(second);
        return true;
    }

    private bool ReadBraced(int start, out int rune)
    {
        rune = 0;
        int digits = 0;
        while (!IsAtEnd)
        {
            if (!ReadRune(out int c))
                return false;
            if (c == '}' && digits > 0)
                return true;
            if (!IsHexadecimal(c))
                return FailEscape(start);
            digits++;
            rune = rune * 16 + Digit(c);
            if (rune > 0x10FFFF)
                return FailEscape(start);
        }

        return FailEscape(start);
    }

    private bool FailEscape(int start)
    {
        FailAbout("invalid escape sequence", _pattern[start.._at]);
        return false;
    }

    private static bool IsOctal(byte c) => c is >= (byte)'0' and <= (byte)'7';

    private static bool IsHexadecimal(int c) => c < 0x80 && char.IsAsciiHexDigit((char)c);

    private static int Digit(int c) => char.IsAsciiDigit((char)c) ? c - '0' : (c | 0x20) - 'a' + 10;
}
