using System.Globalization;

namespace Falco.Rules.Loading.Yaml;

/// <summary>The meaning of scalars, as the reference's YAML library reads them.</summary>
internal static class YamlScalar
{
    /// <summary>Reads a switch: <c>y yes true on</c> or <c>n no false off</c>, in lower or upper case or capitalised.</summary>
    public static bool TryReadBoolean(string text, out bool value)
    {
        string lower = text.ToLowerInvariant();
        if (text.Length == 0)
            return value = false;
        value = lower is "y" or "yes" or "true" or "on";
        bool isCased = string.Equals(text, lower, StringComparison.Ordinal)
            || string.Equals(text, text.ToUpperInvariant(), StringComparison.Ordinal)
            || (char.IsAsciiLetterUpper(text[0]) && text.AsSpan(1).SequenceEqual(lower.AsSpan(1)));
        return isCased && (value || lower is "n" or "no" or "false" or "off");
    }

    /// <summary>Reads an unsigned number: decimal, <c>0x</c> hexadecimal, or octal with a leading zero.</summary>
    public static bool TryReadUnsigned(string text, out uint value)
    {
        ReadOnlySpan<char> digits = text.AsSpan().TrimEnd(" \t\n\v\f\r");
        if (digits.StartsWith("+"))
            digits = digits[1..];
        if (digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            return uint.TryParse(digits[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
        return digits.Length > 1 && digits[0] == '0'
            ? TryReadOctal(digits, out value)
            : uint.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }

    private static bool TryReadOctal(ReadOnlySpan<char> digits, out uint value)
    {
        ulong number = 0;
        value = 0;
        foreach (char digit in digits)
        {
            if (digit is < '0' or > '7' || (number = (number * 8) + (uint)(digit - '0')) > uint.MaxValue)
                return false;
        }

        value = (uint)number;
        return true;
    }
}
