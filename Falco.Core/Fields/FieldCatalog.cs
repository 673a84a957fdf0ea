using System.Diagnostics.CodeAnalysis;
using Falco.Core.Events;
using Falco.Core.Plugins;

namespace Falco.Core.Fields;

/// <summary>The fields of one event source: the built-in ones that fit it, those of plugins, and static ones.</summary>
public sealed class FieldCatalog : IFieldResolver
{
    private readonly List<FieldClass> _classes;

    private readonly string _source;

    // Who says what evt.pluginname and evt.plugininfo are.
    private PluginEventText? _eventPlugins;

    private FieldCatalog(string source, List<FieldClass> classes)
    {
        _source = source;
        _classes = classes;
    }

    /// <inheritdoc/>
    public IReadOnlyList<FieldClass> Classes => _classes;

    /// <inheritdoc/>
    public IReadOnlyList<EventTypeInfo>? OwnEventTypes { get; private init; }

    /// <summary>The catalogue of a source.</summary>
    /// <param name="source">The source; <c>syscall</c> has all built-in fields, another has those that fit every event.</param>
    /// <param name="staticFields">Constants that a configuration defines as <c>static.NAME</c>.</param>
    /// <param name="pluginClasses">Classes that plugins add, in the order of loading.</param>
    public static FieldCatalog For(
        string source, IReadOnlyDictionary<string, string>? staticFields = null, IEnumerable<FieldClass>? pluginClasses = null) =>
        For(source, staticFields, pluginClasses, null);

    /// <summary>The catalogue of a source whose events have types of their own.</summary>
    internal static FieldCatalog For(
        string source,
        IReadOnlyDictionary<string, string>? staticFields,
        IEnumerable<FieldClass>? pluginClasses,
        IReadOnlyList<EventTypeInfo>? ownEventTypes,
        IReadOnlyList<IEventSourcePlugin>? eventPlugins = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        List<FieldClass> classes = [];
        foreach (FieldClass builtIn in FieldSchema.Classes)
        {
            if (builtIn.Sources.Count == 0 || builtIn.Sources.Contains(source))
                classes.Add(builtIn);
        }

        if (staticFields is { Count: > 0 })
            classes.Add(StaticField.ClassOf(staticFields));
        if (pluginClasses is not null)
            classes.AddRange(pluginClasses);
        return new FieldCatalog(source, classes)
        {
            OwnEventTypes = ownEventTypes,
            _eventPlugins = eventPlugins is { Count: > 0 } ? new PluginEventText(eventPlugins) : null,
        };
    }

    /// <inheritdoc/>
    public bool TryResolve(string name, string? argument, [NotNullWhen(true)] out Field? field, [NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(name);
        string text = argument is null ? name : $"{name}[{argument}]";
        foreach (FieldClass candidate in _classes)
        {
            if (LongestPrefix(candidate, name) is not { } definition)
                continue;

            // The first class that knows the beginning of a name decides.
            FieldBinding binding = new(definition, name[definition.Name.Length..], argument, text) { Source = _source, EventPlugins = _eventPlugins };
            field = definition.Ordinal >= 0 ? BuiltInFields.Bind(binding, out error) : definition.Bind!(binding, out error);
            return field is not null
                ? (error = null) is null
                : (error ??= $"filter_check called with nonexistent field {text}") is null;
        }

        field = null;
        error = $"filter_check called with nonexistent field {text}";
        return false;
    }

    private static FieldDefinition? LongestPrefix(FieldClass candidate, string name)
    {
        FieldDefinition? longest = null;
        foreach (FieldDefinition definition in candidate.Fields)
        {
            if (name.StartsWith(definition.Name, StringComparison.Ordinal) && definition.Name.Length > (longest?.Name.Length ?? 0))
                longest = definition;
        }

        return longest;
    }
}
