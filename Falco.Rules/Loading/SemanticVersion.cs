using System.Globalization;

namespace Falco.Rules.Loading;

/// <summary>A version of the engine or of a plugin: three numbers; what follows them is ignored.</summary>
internal readonly record struct SemanticVersion(uint Major, uint Minor, uint Patch) : IComparable<SemanticVersion>
{
    /// <summary>Reads a version.</summary>
    public static bool TryParse(string text, out SemanticVersion version)
    {
        version = default;
        ReadOnlySpan<char> rest = text.AsSpan().TrimStart();
        if (!TakeNumber(ref rest, out uint major) || !TakeDot(ref rest)
            || !TakeNumber(ref rest, out uint minor) || !TakeDot(ref rest) || !TakeNumber(ref rest, out uint patch))
            return false;
        version = new SemanticVersion(major, minor, patch);
        return true;
    }

    /// <summary>Reads a version that is known to be one.</summary>
    public static SemanticVersion Parse(string text) => TryParse(text, out SemanticVersion version) ? version : throw new FormatException(text);

    /// <summary>Whether this version serves where another is required: same major number, and not older.</summary>
    public bool IsCompatibleWith(SemanticVersion required) => Major == required.Major && CompareTo(required) >= 0;

    /// <inheritdoc/>
    public int CompareTo(SemanticVersion other) => (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}");

    private static bool TakeNumber(ref ReadOnlySpan<char> rest, out uint number)
    {
        int length = rest.IndexOfAnyExceptInRange('0', '9');
        ReadOnlySpan<char> digits = length < 0 ? rest : rest[..length];
        rest = rest[digits.Length..];
        return uint.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private static bool TakeDot(ref ReadOnlySpan<char> rest)
    {
        if (!rest.StartsWith("."))
            return false;
        rest = rest[1..];
        return true;
    }
}
