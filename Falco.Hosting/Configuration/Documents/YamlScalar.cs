using System.Globalization;

namespace Falco.Hosting.Configuration.Documents;

/// <summary>Converts texts of YAML as the reference's YAML library does.</summary>
internal static class YamlScalar
{
    /// <summary>Reads <c>y n yes no true false on off</c>, in lower case, upper case or capitalised.</summary>
    public static bool TryParseBoolean(string text, out bool value)
    {
        value = false;
        if (!HasConsistentCase(text))
            return false;
        if (IsOneOf(text, "y", "yes", "true", "on"))
            value = true;
        else if (!IsOneOf(text, "n", "no", "false", "off"))
            return false;
        return true;
    }

    /// <summary>Reads a whole number: decimal, hexadecimal after <c>0x</c>, octal after <c>0</c>.</summary>
    public static bool TryParseInteger(string text, out long value)
    {
        ReadOnlySpan<char> digits = text;
        bool isNegative = digits is ['-', ..];
        if (digits is ['-' or '+', ..])
            digits = digits[1..];
        if (digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            if (!long.TryParse(digits[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value))
                return false;
        }
        else if (digits is ['0', _, ..])
        {
            if (!TryParseOctal(digits[1..], out value))
                return false;
        }
        else if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value))
        {
            return false;
        }

        if (isNegative)
            value = -value;
        return true;
    }

    private static bool TryParseOctal(ReadOnlySpan<char> digits, out long value)
    {
        value = 0;
        foreach (char digit in digits)
        {
            if (digit is < '0' or > '7' || value > (long.MaxValue >> 3))
                return false;
            value = (value << 3) + (digit - '0');
        }

        return true;
    }

    private static bool HasConsistentCase(string text)
    {
        if (text.Length == 0)
            return false;
        ReadOnlySpan<char> rest = text.AsSpan(1);
        return !rest.ContainsAnyInRange('A', 'Z') || (char.IsAsciiLetterUpper(text[0]) && !rest.ContainsAnyInRange('a', 'z'));
    }

    private static bool IsOneOf(string text, params ReadOnlySpan<string> words)
    {
        foreach (string word in words)
        {
            if (text.Equals(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
