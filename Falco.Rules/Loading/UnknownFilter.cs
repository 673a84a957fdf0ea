namespace Falco.Rules.Loading;

/// <summary>Tells which errors <c>skip-if-unknown-filter</c> turns into warnings: those about names that nobody knows.</summary>
internal static class UnknownFilter
{
    private static readonly string[] Signs = ["nonexistent field", "invalid formatting token", "unknown event type", "unknown filter:"];

    /// <summary>Whether an error is about an unknown name.</summary>
    public static bool Describes(string error) => Array.Exists(Signs, sign => error.Contains(sign, StringComparison.Ordinal));
}
