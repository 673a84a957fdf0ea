using System.Globalization;

namespace Falco.Rules.Loading;

/// <summary>A version of the rule language or of a plugin: <c>major.minor.patch</c>.</summary>
internal readonly record struct LanguageVersion(uint Major, uint Minor, uint Patch)
{
    /// <summary>Reads three numbers; what follows them is ignored.</summary>
    public static bool TryParse(string text, out LanguageVersion version)
    {
        version = default;
        string[] parts = text.Split('.', 3);
        if (parts.Length != 3)
            return false;
        int digits = parts[2].AsSpan().IndexOfAnyExceptInRange('0', '9');
        ReadOnlySpan<char> patchText = digits < 0 ? parts[2] : parts[2].AsSpan(0, digits);
        if (!uint.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out uint major)
            || !uint.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out uint minor)
            || !uint.TryParse(patchText, NumberStyles.None, CultureInfo.InvariantCulture, out uint patch))
        {
            return false;
        }

        version = new LanguageVersion(major, minor, patch);
        return true;
    }

    /// <summary>Whether this version can stand for a required one.</summary>
    public bool Satisfies(LanguageVersion required) =>
        Major == required.Major && (Minor > required.Minor || (Minor == required.Minor && Patch >= required.Patch));

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}");
}
