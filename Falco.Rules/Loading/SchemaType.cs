namespace Falco.Rules.Loading;

/// <summary>What the schema of rule files allows at a place.</summary>
internal enum SchemaKind
{
    Any,
    Text,
    Boolean,
    Integer,
    IntegerOrText,
    List,
    Object,
}

/// <summary>A type of the schema of rule files. Immutable.</summary>
internal sealed record SchemaType(SchemaKind Kind)
{
    /// <summary>The name under which the printed schema defines the type once; <see langword="null"/> to define it where it is used.</summary>
    public string? Title { get; init; }

    /// <summary>The values that a text can have; <see langword="null"/> for any.</summary>
    public string[]? Values { get; init; }

    /// <summary>The type of the items of a list.</summary>
    public SchemaType? Item { get; init; }

    /// <summary>The properties of an object, in ordinal order; others are not allowed.</summary>
    public (string Key, SchemaType Type)[] Properties { get; init; } = [];

    /// <summary>The properties that an object must have.</summary>
    public string[] Required { get; init; } = [];

    /// <summary>Whether an object must have a property.</summary>
    public bool IsNeverEmpty { get; init; }

    public static SchemaType Of(SchemaKind kind) => new(kind);

    public static SchemaType ListOf(SchemaType item) => new(SchemaKind.List) { Item = item };

    public static SchemaType Object(string[] required, params (string Key, SchemaType Type)[] properties) =>
        new(SchemaKind.Object) { Required = required, Properties = properties };
}
