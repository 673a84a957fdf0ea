using System.Collections.Frozen;

namespace Falco.Hosting.Configuration.Schema;

/// <summary>Which keys a configuration may have, and what their values look like.</summary>
internal sealed class ConfigurationSchema
{
    private readonly FrozenDictionary<string, SchemaEntry> _entries;

    private ConfigurationSchema(Dictionary<string, SchemaEntry> entries) => _entries = entries.ToFrozenDictionary();

    /// <summary>Reads the schema that is embedded in this assembly.</summary>
    public static ConfigurationSchema Read()
    {
        using Stream stream = typeof(ConfigurationSchema).Assembly.GetManifestResourceStream("Falco.Hosting.configuration.tsv")!;
        using var reader = new StreamReader(stream);
        var entries = new Dictionary<string, SchemaEntry>(StringComparer.Ordinal) { [""] = new(SchemaTypes.Mapping, []) };
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
                Add(line.Split('\t'), entries);
        }

        return new ConfigurationSchema(entries);
    }

    /// <summary>What is allowed at a path, or <see langword="null"/>. Items of lists have the path of the list and <c>[]</c>.</summary>
    public SchemaEntry? Find(string path) => _entries.GetValueOrDefault(path);

    /// <summary>The keys of the mapping at a path, with their paths, in ordinal order.</summary>
    public IEnumerable<(string Key, string Path)> KeysOf(string path)
    {
        string prefix = path.Length == 0 ? "" : path + ".";
        return _entries.Keys
            .Where(key => key.Length > prefix.Length && key.StartsWith(prefix, StringComparison.Ordinal))
            .Where(key => !key.AsSpan(prefix.Length).ContainsAny('.', '['))
            .Order(StringComparer.Ordinal)
            .Select(key => (key[prefix.Length..], key));
    }

    private static void Add(string[] columns, Dictionary<string, SchemaEntry> entries)
    {
        var types = SchemaTypes.None;
        string[] words = [];
        foreach (string type in columns[1].Split('|'))
        {
            types |= type switch
            {
                "bool" => SchemaTypes.Boolean,
                "integer" => SchemaTypes.Integer,
                "number" => SchemaTypes.Number,
                "string" => SchemaTypes.Text,
                "list" => SchemaTypes.Sequence,
                "mapping" => SchemaTypes.Mapping,
                "any" => SchemaTypes.AnyMapping,
                _ => SchemaTypes.Text,
            };
            if (type.StartsWith('('))
                words = type.Trim('(', ')').Split(' ');
        }

        entries.Add(columns[0], new SchemaEntry(types, words));
        AddParents(columns[0], entries);
    }

    // A key implies the mappings and lists that lead to it.
    private static void AddParents(string path, Dictionary<string, SchemaEntry> entries)
    {
        while (path.Length > 0)
        {
            bool isItem = path.EndsWith("[]", StringComparison.Ordinal);
            path = isItem ? path[..^2] : path[..Math.Max(path.LastIndexOf('.'), 0)];
            entries.TryAdd(path, new SchemaEntry(isItem ? SchemaTypes.Sequence : SchemaTypes.Mapping, []));
        }
    }
}

/// <summary>What a value may be.</summary>
/// <param name="Types">The types.</param>
/// <param name="Words">The only texts that are allowed; empty for any.</param>
internal sealed record SchemaEntry(SchemaTypes Types, string[] Words);
