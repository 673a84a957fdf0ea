namespace Falco.Rules.Language;

/// <summary>The operators that compare.</summary>
public enum ComparisonOperator : byte
{
    /// <summary><c>=</c>, <c>==</c>.</summary>
    Equal,

    /// <summary><c>!=</c>.</summary>
    NotEqual,

    /// <summary><c>&lt;</c>.</summary>
    Less,

    /// <summary><c>&lt;=</c>.</summary>
    LessOrEqual,

    /// <summary><c>&gt;</c>.</summary>
    Greater,

    /// <summary><c>&gt;=</c>.</summary>
    GreaterOrEqual,

    /// <summary>Shell wildcards.</summary>
    Glob,

    /// <summary>Shell wildcards, ASCII case ignored.</summary>
    IGlob,

    /// <summary>Part of a text or buffer.</summary>
    Contains,

    /// <summary>Part of a text, ASCII case ignored.</summary>
    IContains,

    /// <summary>Part of a buffer, written in hexadecimal.</summary>
    BContains,

    /// <summary>Start of a text or buffer.</summary>
    StartsWith,

    /// <summary>Start of a buffer, written in hexadecimal.</summary>
    BStartsWith,

    /// <summary>End of a text or buffer.</summary>
    EndsWith,

    /// <summary>A regular expression that matches the whole text.</summary>
    Regex,

    /// <summary>At least one element in common.</summary>
    Intersects,

    /// <summary>All elements are in the list.</summary>
    In,

    /// <summary>A path is below one of a set of paths.</summary>
    PMatch,
}

/// <summary>How an operator is applied to a list of constants.</summary>
public enum OperatorModifier : byte
{
    /// <summary>No modifier.</summary>
    None,

    /// <summary>Exactly one constant fits.</summary>
    OneOf,

    /// <summary>At least one constant fits.</summary>
    AnyOf,

    /// <summary>Every constant fits.</summary>
    AllOf,
}
