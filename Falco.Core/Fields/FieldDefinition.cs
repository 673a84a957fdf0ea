using System.Diagnostics;
using Falco.Core.Events;

namespace Falco.Core.Fields;

/// <summary>What the catalogue says of a field.</summary>
[DebuggerDisplay("{Name}: {Type}")]
public sealed record FieldDefinition
{
    /// <summary>The name that rules use, for instance <c>proc.name</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The type of the value, or of each element of a list.</summary>
    public required ParameterType Type { get; init; }

    /// <summary>How a number is printed.</summary>
    public ParameterFormat Format { get; init; }

    /// <summary>How the field may be used.</summary>
    public FieldFlags Flags { get; init; }

    /// <summary>What the value is made of.</summary>
    public FieldDependencies Dependencies { get; init; }

    /// <summary>How conditions compare the field when it has no argument.</summary>
    public FieldComparison Comparison { get; init; }

    /// <summary>A short name for people.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>What the field holds.</summary>
    public required string Description { get; init; }

    /// <summary>For a field that is not built in: what makes it.</summary>
    public FieldFactory? Bind { get; init; }

    /// <summary>
    /// For a field that tells the name of the event: the names that the source has, and no others; <see langword="null"/> for those of the
    /// schema.
    /// </summary>
    public IReadOnlySet<string>? EventNames { get; init; }

    /// <summary>For a built-in field, its place in the schema.</summary>
    internal int Ordinal { get; init; } = -1;

    /// <summary>Whether the value is a list.</summary>
    public bool IsList => (Flags & FieldFlags.List) != 0;
}
