using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Core.State;

namespace Falco.Core.Plugins;

/// <summary>A field that a plugin reads.</summary>
internal sealed class PluginExtractedField(FieldBinding binding, PluginFieldReader read, IReadOnlySet<EventType>? types)
    : Field(binding.Definition, binding.Text)
{
    // By type; asked for every event, so no set.
    private readonly bool[]? _has = types is null ? null : [.. EventSchema.Types.Select(type => types.Contains(type.Type))];

    public override bool CanHave(EventTypeInfo type) => _has is null || _has[(int)type.Type];

    /// <summary>The class of all fields of a plugin; its name is that of the plugin, as the reference has it.</summary>
    public static FieldClass ClassOf(IFieldPlugin plugin, string source) => new(
        plugin.Info.Name, "", plugin.Info.Description, [source], [.. plugin.Fields.Select((field, ordinal) => DefinitionOf(plugin, field, ordinal))]);

    protected override bool ReadCore(in HostEvent view, FieldScratch scratch, ref FieldValue value) =>
        CanHave(view.Event.Info) && read(in view, scratch, ref value);

    private static FieldDefinition DefinitionOf(IFieldPlugin plugin, PluginField field, int ordinal) => new()
    {
        Name = field.Name,
        Type = field.Type,
        Format = field.Type is ParameterType.UInt64 or ParameterType.RelTime or ParameterType.AbsTime ? ParameterFormat.Decimal : ParameterFormat.None,
        Flags = field.Flags,
        Dependencies = FieldDependencies.Event,
        DisplayName = field.DisplayName,
        Description = field.Description,
        Bind = (FieldBinding binding, out string? error) => Bind(plugin, field, ordinal, binding, out error),
    };

    private static PluginExtractedField? Bind(IFieldPlugin plugin, PluginField field, int ordinal, FieldBinding binding, out string? error)
    {
        // What follows the name of a field makes another, unknown one.
        error = null;
        if (binding.Suffix.Length > 0 || !binding.TryReadArgument(out FieldArgument argument, out error))
            return null;
        PluginFieldReader read = plugin.Bind(new PluginFieldRequest(field, ordinal, binding.Source, binding.Text)
        {
            Index = argument.IsIndex ? argument.Index : null,
            Key = argument.Key,
        });
        return new PluginExtractedField(binding, read, plugin.FieldEventTypes);
    }
}
