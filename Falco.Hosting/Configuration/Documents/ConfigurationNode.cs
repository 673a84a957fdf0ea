namespace Falco.Hosting.Configuration.Documents;

/// <summary>A node of a configuration document. Mutable: files and overrides are merged into one document before it is read.</summary>
internal abstract class ConfigurationNode(ConfigurationPosition position)
{
    /// <summary>Where the node was written.</summary>
    public ConfigurationPosition Position { get; } = position;
}

/// <summary>Nothing: an empty value, or <c>~</c>.</summary>
internal sealed class NullNode(ConfigurationPosition position) : ConfigurationNode(position);

/// <summary>A text, to be converted when it is read.</summary>
internal sealed class ScalarNode(string text, ConfigurationPosition position) : ConfigurationNode(position)
{
    public string Text { get; } = text;
}

/// <summary>A list.</summary>
internal sealed class SequenceNode(ConfigurationPosition position) : ConfigurationNode(position)
{
    public List<ConfigurationNode> Items { get; } = [];
}

/// <summary>Values by key, in the order in which they were written.</summary>
internal sealed class MappingNode(ConfigurationPosition position) : ConfigurationNode(position)
{
    private readonly List<KeyValuePair<string, ConfigurationNode>> _entries = [];

    public IReadOnlyList<KeyValuePair<string, ConfigurationNode>> Entries => _entries;

    /// <summary>The value of a key, or <see langword="null"/>.</summary>
    public ConfigurationNode? Find(string key)
    {
        int index = IndexOf(key);
        return index < 0 ? null : _entries[index].Value;
    }

    /// <summary>Replaces the value of a key, or adds the key at the end.</summary>
    public void Set(string key, ConfigurationNode value)
    {
        int index = IndexOf(key);
        if (index < 0)
            _entries.Add(new(key, value));
        else
            _entries[index] = new(key, value);
    }

    /// <summary>Adds an entry unless its key is there: of two equal keys in a file the first counts.</summary>
    public void Add(string key, ConfigurationNode value)
    {
        if (IndexOf(key) < 0)
            _entries.Add(new(key, value));
    }

    // Mappings of a configuration have a few dozen keys at most, and each is read once: a scan is cheaper than a table.
    private int IndexOf(string key)
    {
        for (int i = 0; i < _entries.Count; i++)
        {
            if (_entries[i].Key == key)
                return i;
        }

        return -1;
    }
}
