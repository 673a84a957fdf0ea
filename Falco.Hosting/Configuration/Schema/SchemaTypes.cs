namespace Falco.Hosting.Configuration.Schema;

/// <summary>The types that a value may have.</summary>
[Flags]
internal enum SchemaTypes
{
    /// <summary>No type.</summary>
    None = 0,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean = 1,

    /// <summary>A whole number.</summary>
    Integer = 2,

    /// <summary>A number.</summary>
    Number = 4,

    /// <summary>A text.</summary>
    Text = 8,

    /// <summary>A list.</summary>
    Sequence = 16,

    /// <summary>A mapping whose keys the schema names.</summary>
    Mapping = 32,

    /// <summary>A mapping with any keys.</summary>
    AnyMapping = 64,
}
