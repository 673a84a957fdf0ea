namespace Falco.Rules.Engine;

/// <summary>Names of rules with <c>*</c> for anything.</summary>
/// <remarks>
/// As the reference matches them: what stands between two stars is looked for once, at its first place, and no other is tried, so that
/// <c>*ab</c> does not match <c>abcab</c>.
/// </remarks>
internal static class RuleNamePattern
{
    public static bool IsMatch(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        int star = pattern.IndexOf('*');
        if (star < 0)
            return pattern.SequenceEqual(name);
        if (!name.StartsWith(pattern[..star]))
            return false;
        name = name[star..];
        pattern = pattern[star..];
        while (true)
        {
            pattern = pattern.TrimStart('*');
            if (pattern.IsEmpty)
                return true;
            int next = pattern.IndexOf('*');
            ReadOnlySpan<char> chunk = next < 0 ? pattern : pattern[..next];
            int at = name.IndexOf(chunk);
            if (at < 0)
                return false;
            name = name[(at + chunk.Length)..];
            if (next < 0)
                return name.IsEmpty;
            pattern = pattern[next..];
        }
    }
}
