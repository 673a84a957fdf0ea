using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Testing.Support;

namespace Falco.Rules.Tests.Plugins;

/// <summary>The fields of plugins by their table (<c>fields.tsv</c>), read from payloads; nothing but the public catalogue is used.</summary>
internal static class PluginCatalog
{
    /// <summary>The catalogue of a source to which some plugins add their fields.</summary>
    public static FieldCatalog For(string source, params string[] plugins)
    {
        List<string[]> rows =
        [
            .. File.ReadLines(Path.Combine(Repository.Root, "tests", "Falco.Rules.Tests", "Plugins", "fields.tsv"))
                .Skip(1)
                .Select(line => line.Split('\t')),
        ];
        return FieldCatalog.For(source, pluginClasses: plugins.Select(plugin => new FieldClass(
            plugin, "", $"Fields of {plugin}.", [source], [.. rows.Where(row => row[0] == plugin).Select(Define)])));
    }

    private static FieldDefinition Define(string[] row) => new()
    {
        Name = row[1],
        Type = Enum.Parse<ParameterType>(row[2]),
        Flags = row[3] == "-" ? FieldFlags.None : Enum.Parse<FieldFlags>(row[3]),
        Dependencies = FieldDependencies.Event,
        Description = row[1],
        Bind = Bind,
    };

    private static PayloadField? Bind(FieldBinding binding, out string? error)
    {
        FieldFlags flags = binding.Definition.Flags;
        bool takesArgument = (flags & (FieldFlags.ArgumentAllowed | FieldFlags.ArgumentRequired)) != 0;
        error = binding.Argument is null && (flags & FieldFlags.ArgumentRequired) != 0
            ? $"filter '{binding.Text}': {binding.Definition.Name} requires an argument but none provided"
            : null;
        bool exists = binding.Suffix.Length == 0 && error is null && (takesArgument || binding.Argument is null);
        return exists ? new PayloadField(binding.Definition, binding.Text) : null;
    }
}
