using System.Globalization;
using Falco.Rules.Diagnostics;
using Falco.Rules.Loading.Yaml;

namespace Falco.Testing.Files;

/// <summary>Reads nodes as what a test means by them, and says in the test's words what they are not.</summary>
internal static class NodeReader
{
    /// <summary>The text of a scalar.</summary>
    public static string Text(YamlNode node, string what) => node.Kind == YamlKind.Scalar
        ? node.Text
        : throw MalformedTestException.Value(node, $"{what} must be a text, but is {Describe(node)}");

    /// <summary>The entries of a mapping, whose keys are texts and known.</summary>
    public static YamlNode Mapping(YamlNode node, string what, params IEnumerable<string> keys)
    {
        if (node.Kind != YamlKind.Mapping)
            throw MalformedTestException.Value(node, $"{what} must be a mapping, but is {Describe(node)}");
        HashSet<string> seen = [];
        foreach ((YamlNode key, _) in node.Entries)
        {
            if (!keys.Contains(Text(key, "a key")))
                throw MalformedTestException.Unknown(key, DiagnosticCode.TestKey, $"{what} has no '{key.Text}'", keys, lists: true);
            if (!seen.Add(key.Text))
                throw new MalformedTestException(key, DiagnosticCode.TestKey, $"'{key.Text}' stands twice in {what}");
        }

        return node;
    }

    /// <summary>The items of a list; nothing is an empty one.</summary>
    public static IReadOnlyList<YamlNode> Items(YamlNode? node, string what) => node switch
    {
        null or { Kind: YamlKind.Null } => [],
        { Kind: YamlKind.Sequence } => node.Items,
        _ => throw MalformedTestException.Value(node, $"{what} must be a list, but is {Describe(node)}"),
    };

    /// <summary>A list of texts.</summary>
    public static IEnumerable<string> Texts(YamlNode? node, string what) => Items(node, what).Select(item => Text(item, "an item of " + what));

    /// <summary>A whole number: decimal, <c>0x</c> hexadecimal or <c>0o</c> octal.</summary>
    public static bool TryNumber(string text, out long number)
    {
        bool isNegative = text.StartsWith('-');
        ReadOnlySpan<char> digits = isNegative ? text.AsSpan(1) : text;
        ulong value;
        bool isNumber = digits switch
        {
            ['0', 'x' or 'X', .. var hexadecimal] => ulong.TryParse(hexadecimal, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value),
            ['0', 'o', .. var octal] => TryOctal(octal, out value),
            _ => ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value),
        };
        number = unchecked(isNegative ? -(long)value : (long)value);
        return isNumber;
    }

    /// <summary>A whole number within bounds.</summary>
    public static long Number(YamlNode node, string what, long least = long.MinValue, long most = long.MaxValue)
    {
        if (!TryNumber(Text(node, what), out long number))
            throw MalformedTestException.Value(node, $"{what} must be a number, but is '{node.Text}'");
        return number >= least && number <= most
            ? number
            : throw MalformedTestException.Value(node, $"{what} must be from {least} to {most}, but is {node.Text}");
    }

    /// <summary>A switch.</summary>
    public static bool Switch(YamlNode node, string what) => YamlScalar.TryReadBoolean(Text(node, what), out bool value)
        ? value
        : throw MalformedTestException.Value(node, $"{what} must be true or false, but is '{node.Text}'");

    /// <summary>A time: a number with <c>ns</c>, <c>us</c>, <c>ms</c>, <c>s</c>, <c>m</c>, <c>h</c> or <c>d</c>, in nanoseconds.</summary>
    public static ulong Duration(YamlNode node, string what)
    {
        string text = Text(node, what);
        int digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        ulong? unit = digits <= 0 ? null : text[digits..] switch
        {
            "ns" => 1,
            "us" => 1_000,
            "ms" => 1_000_000,
            "s" => 1_000_000_000,
            "m" => 60_000_000_000,
            "h" => 3_600_000_000_000,
            "d" => 86_400_000_000_000,
            _ => null,
        };
        return unit is { } factor && ulong.TryParse(text.AsSpan(0, digits), CultureInfo.InvariantCulture, out ulong count) && count < ulong.MaxValue / factor / 4
            ? count * factor
            : throw MalformedTestException.Value(node, $"{what} must be a time, but is '{text}'", "write it with its unit: 250ms, 10s, 5m, 2h, 1d");
    }

    /// <summary>Texts as a list, or as one text that is split at blanks.</summary>
    public static string[] Words(YamlNode node, string what) => node.Kind switch
    {
        YamlKind.Scalar => node.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        _ => [.. Texts(node, what)],
    };

    public static string Describe(YamlNode node) => node.Kind switch
    {
        YamlKind.Null => "empty",
        YamlKind.Sequence => "a list",
        YamlKind.Mapping => "a mapping",
        _ => $"'{node.Text}'",
    };

    private static bool TryOctal(ReadOnlySpan<char> digits, out ulong value)
    {
        value = 0;
        foreach (char digit in digits)
        {
            if (digit is < '0' or > '7' || value > ulong.MaxValue / 8)
                return false;
            value = (value * 8) + (ulong)(digit - '0');
        }

        return !digits.IsEmpty;
    }
}
