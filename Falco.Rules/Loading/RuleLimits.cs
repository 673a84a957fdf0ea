namespace Falco.Rules.Loading;

/// <summary>
/// How much a rule file may grow into: names stand for lists, lists for macros, and aliases for whole trees, so that a few lines can ask
/// for more memory than there is. All limits are far beyond what rules in the field need; what exceeds one is an error with its place.
/// </summary>
internal static class RuleLimits
{
    /// <summary>Nested YAML nodes, as in the reference's library; aliases count with what they stand for.</summary>
    public const int YamlDepth = 500;

    /// <summary>YAML nodes of a file, aliases counted with what they stand for.</summary>
    public const int YamlNodes = 5_000_000;

    /// <summary>Items of all lists together, once the lists that they name are put in.</summary>
    public const int ListItems = 5_000_000;

    /// <summary>Chars of all conditions together, once lists are put in.</summary>
    public const int ConditionChars = 64 * 1024 * 1024;

    /// <summary>Nested nodes of a condition once macros are put in. Several methods recurse along them.</summary>
    public const int ConditionDepth = 1000;

    /// <summary>Nodes of one condition once macros are put in.</summary>
    public const int ConditionNodes = 250_000;

    /// <summary>Nodes of all conditions together once macros are put in.</summary>
    public const int AllConditionNodes = 5_000_000;

    /// <summary>Warnings of one load, and ways in which one file does not follow the schema; more are counted, not kept.</summary>
    public const int Warnings = 100_000;
}
