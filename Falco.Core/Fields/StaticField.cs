using System.Text;
using Falco.Core.Events;
using Falco.Core.State;

namespace Falco.Core.Fields;

/// <summary>A constant that the configuration defines: <c>static.NAME</c>.</summary>
internal sealed class StaticField : Field
{
    private readonly byte[] _value;

    private StaticField(FieldDefinition definition, string value)
        : base(definition, definition.Name)
    {
        _value = Encoding.UTF8.GetBytes(value);
    }

    public static FieldClass ClassOf(IReadOnlyDictionary<string, string> values) => new(
        "static", "", "Constants that the configuration defines.", [], [.. values.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => DefinitionOf(pair.Key, pair.Value))]);

    protected override bool ReadCore(in HostEvent view, FieldScratch scratch, ref FieldValue value) => FieldValue.Of(_value, ref value);

    private static FieldDefinition DefinitionOf(string name, string value) => new()
    {
        Name = $"static.{name}",
        Type = ParameterType.CharBuf,
        Flags = FieldFlags.Suggested,
        Dependencies = FieldDependencies.Event,
        DisplayName = name,
        Description = $"the constant {name}",
        Bind = (FieldBinding binding, out string? error) =>
        {
            error = null;
            return binding.Suffix.Length == 0 && binding.Argument is null ? new StaticField(binding.Definition, value) : null;
        },
    };
}
