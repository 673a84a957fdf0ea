namespace Falco.Rules.Language;

/// <summary>How a condition is parsed.</summary>
public sealed record ConditionParserOptions
{
    /// <summary>How a condition that stands alone is parsed.</summary>
    public static ConditionParserOptions Default { get; } = new();

    /// <summary>How conditions of rule files are parsed: deeper nesting is allowed than in a condition that stands alone.</summary>
    public static ConditionParserOptions ForRules { get; } = new() { MaxDepth = 1000 };

    /// <summary>Productions of the grammar that may be nested; one level of parentheses costs five.</summary>
    public int MaxDepth { get; init; } = 100;

    /// <summary>Whether text may follow the condition.</summary>
    public bool AllowPartial { get; init; }
}
