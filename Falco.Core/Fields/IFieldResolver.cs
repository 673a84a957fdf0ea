using System.Diagnostics.CodeAnalysis;
using Falco.Core.Events;

namespace Falco.Core.Fields;

/// <summary>Finds fields by the text that rules use, for one event source.</summary>
public interface IFieldResolver
{
    /// <summary>The classes in the order in which they are asked.</summary>
    IReadOnlyList<FieldClass> Classes { get; }

    /// <summary>
    /// The types of events that the source has of its own, for an application's source; <see langword="null"/> if its events are of the
    /// schema's types.
    /// </summary>
    IReadOnlyList<EventTypeInfo>? OwnEventTypes => null;

    /// <summary>Binds <c>name</c> or <c>name[argument]</c>.</summary>
    /// <param name="name">The dotted name.</param>
    /// <param name="argument">The text between the brackets, unescaped; <see langword="null"/> without brackets.</param>
    /// <param name="field">The field.</param>
    /// <param name="error">Why there is none, in the reference's words.</param>
    bool TryResolve(string name, string? argument, [NotNullWhen(true)] out Field? field, [NotNullWhen(false)] out string? error);
}
