namespace Falco.Core.Fields;

/// <summary>Fields that belong together: a chapter of the catalogue.</summary>
/// <param name="Name">The name, for instance <c>process</c>.</param>
/// <param name="ShortDescription">What tells classes of one name apart.</param>
/// <param name="Description">What the fields are about.</param>
/// <param name="Sources">The event sources whose events have the fields; empty means all.</param>
/// <param name="Fields">The fields in the order of listings.</param>
public sealed record FieldClass(
    string Name, string ShortDescription, string Description, IReadOnlyList<string> Sources, IReadOnlyList<FieldDefinition> Fields)
{
    /// <summary>Whether listings leave the class out.</summary>
    public bool IsHidden { get; init; }
}
