using System.Globalization;
using Falco.Hosting.Configuration.Documents;

namespace Falco.Hosting.Configuration.Schema;

/// <summary>Finds the first way in which a file does not follow the schema. That is never an error: what is not known is ignored.</summary>
internal static class SchemaValidator
{
    /// <summary>The status of a file that follows the schema.</summary>
    public const string Ok = "ok";

    /// <summary>Checks a file and gives its status in the reference's words.</summary>
    public static string Validate(ConfigurationSchema schema, ConfigurationNode root) =>
        Check(schema, root, "", "<root>") is { } failure ? "failed for " + failure : Ok;

    // Depth first, in the reference's order: known keys by name, then unknown ones as written, then the type of the value itself.
    private static string? Check(ConfigurationSchema schema, ConfigurationNode node, string path, string place)
    {
        SchemaEntry entry = schema.Find(path)!;
        string? failure = node switch
        {
            MappingNode mapping when entry.Types.HasFlag(SchemaTypes.Mapping) => CheckKeys(schema, mapping, path, place),
            SequenceNode sequence when entry.Types.HasFlag(SchemaTypes.Sequence) => CheckItems(schema, sequence, path, place),
            ScalarNode scalar when entry.Words.Length > 0 && Array.IndexOf(entry.Words, scalar.Text) < 0 =>
                $"{place}: Failed to match against any enum values.",
            _ => null,
        };

        // Where a text is an alternative, the reference tries that first and says only that a mapping is none.
        if (failure is not null && node is MappingNode && entry.Types.HasFlag(SchemaTypes.Text))
            return $"{place}: Value type not permitted by 'type' constraint.";
        return failure ?? (Allows(entry.Types, node) ? null : $"{place}: Value type not permitted by 'type' constraint.");
    }

    private static string? CheckKeys(ConfigurationSchema schema, MappingNode mapping, string path, string place)
    {
        string prefix = path.Length == 0 ? "" : path + ".";
        var known = new SortedDictionary<string, ConfigurationNode>(StringComparer.Ordinal);
        string? unknown = null;
        foreach ((string key, ConfigurationNode value) in mapping.Entries)
        {
            // A key with a dot or a bracket is none of the schema's, though it may look like a path of it.
            if (key.AsSpan().ContainsAny('.', '[') || schema.Find(prefix + key) is null)
                unknown ??= key;
            else
                known.Add(key, value);
        }

        foreach ((string key, ConfigurationNode value) in known)
        {
            if (Check(schema, value, prefix + key, $"{place}[{key}]") is { } failure)
                return failure;
        }

        return unknown is null
            ? null
            : $"{place}: Object contains a property that could not be validated using 'properties' or 'additionalProperties' constraints: '{unknown}'.";
    }

    private static string? CheckItems(ConfigurationSchema schema, SequenceNode sequence, string path, string place)
    {
        for (int i = 0; i < sequence.Items.Count; i++)
        {
            if (Check(schema, sequence.Items[i], path + "[]", string.Create(CultureInfo.InvariantCulture, $"{place}[{i}]")) is { } failure)
                return failure;
        }

        return null;
    }

    // Values of YAML are texts: a text that can be converted has the type.
    private static bool Allows(SchemaTypes types, ConfigurationNode node) => node switch
    {
        MappingNode mapping => (types & (SchemaTypes.Mapping | SchemaTypes.AnyMapping)) != 0
            || (types.HasFlag(SchemaTypes.Sequence) && mapping.Entries.Count == 0),
        SequenceNode sequence => types.HasFlag(SchemaTypes.Sequence)
            || (types.HasFlag(SchemaTypes.Mapping) && sequence.Items.Count == 0),
        ScalarNode scalar => types.HasFlag(SchemaTypes.Text)
            || (types.HasFlag(SchemaTypes.Boolean) && scalar.Text is "true" or "false")
            || (types.HasFlag(SchemaTypes.Integer) && long.TryParse(scalar.Text, CultureInfo.InvariantCulture, out _))
            || (types.HasFlag(SchemaTypes.Number) && double.TryParse(scalar.Text, CultureInfo.InvariantCulture, out _)),
        _ => types.HasFlag(SchemaTypes.Text),
    };
}
