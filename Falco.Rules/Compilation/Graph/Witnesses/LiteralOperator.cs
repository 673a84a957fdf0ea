namespace Falco.Rules.Compilation.Graph.Witnesses;

/// <summary>How a literal must occur in a value.</summary>
internal enum LiteralOperator : byte
{
    /// <summary>The value is the literal.</summary>
    Equals,

    /// <summary>The value begins with the literal.</summary>
    StartsWith,

    /// <summary>The value ends with the literal.</summary>
    EndsWith,

    /// <summary>The value is a path below the literal, or the literal itself.</summary>
    LiesBelow,

    /// <summary>The value is an address of the network.</summary>
    LiesIn,

    /// <summary>The literal is somewhere in the value.</summary>
    Contains,
}
