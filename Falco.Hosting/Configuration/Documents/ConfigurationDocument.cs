namespace Falco.Hosting.Configuration.Documents;

/// <summary>A configuration: what files and overrides have been merged into.</summary>
internal sealed class ConfigurationDocument(ConfigurationNode? root = null)
{
    /// <summary>The outermost node; <see langword="null"/> as long as nothing was set.</summary>
    public ConfigurationNode? Root { get; private set; } = root;

    /// <summary>The node at a key, or <see langword="null"/>.</summary>
    /// <exception cref="ConfigurationException">The key is malformed or leads through a scalar.</exception>
    public ConfigurationNode? Find(string key)
    {
        ConfigurationNode? node = Root;
        foreach (ConfigurationStep step in ConfigurationKey.Parse(key))
        {
            if (step == ConfigurationStep.Append)
                throw ConfigurationKey.Error(key, "Parsing error: expected a numeric index, found ''");
            node = Step(key, node, step);
        }

        return node;
    }

    /// <summary>Puts a node at a key; what lies on the way is made, and changed into a list or mapping where it is neither.</summary>
    /// <exception cref="ConfigurationException">The key is malformed or leads through a scalar.</exception>
    public void Set(string key, ConfigurationNode value)
    {
        List<ConfigurationStep> steps = ConfigurationKey.Parse(key);
        Root = Place(key, Root, steps, 0, value);
    }

    /// <summary>Replaces everything.</summary>
    public void Replace(ConfigurationNode root) => Root = root;

    private static ConfigurationNode? Step(string key, ConfigurationNode? node, ConfigurationStep step) => node switch
    {
        ScalarNode scalar => throw NotAContainer(key, scalar, step),
        MappingNode mapping => mapping.Find(step.Name ?? Decimal(step.Index)),
        SequenceNode sequence when step.Name is null && step.Index < sequence.Items.Count => sequence.Items[step.Index],
        _ => null,
    };

    private static ConfigurationNode Place(
        string key, ConfigurationNode? node, List<ConfigurationStep> steps, int depth, ConfigurationNode value)
    {
        if (depth == steps.Count)
            return value;

        ConfigurationStep step = steps[depth];
        if (node is ScalarNode scalar)
            throw NotAContainer(key, scalar, step);

        if (step.Name is null && node is not MappingNode)
        {
            SequenceNode sequence = node as SequenceNode ?? new SequenceNode(ConfigurationPosition.None);
            if (step == ConfigurationStep.Append || step.Index == sequence.Items.Count)
            {
                sequence.Items.Add(Place(key, null, steps, depth + 1, value));
                return sequence;
            }

            if (step.Index < sequence.Items.Count)
            {
                sequence.Items[step.Index] = Place(key, sequence.Items[step.Index], steps, depth + 1, value);
                return sequence;
            }
        }

        MappingNode mapping = node as MappingNode ?? ToMapping(node);
        string name = step.Name ?? Decimal(step == ConfigurationStep.Append ? mapping.Entries.Count : step.Index);
        mapping.Set(name, Place(key, mapping.Find(name), steps, depth + 1, value));
        return mapping;
    }

    // A list whose part is set by name becomes a mapping by index, as in the reference; whoever reads it as a list finds none.
    private static MappingNode ToMapping(ConfigurationNode? node)
    {
        var mapping = new MappingNode(node?.Position ?? ConfigurationPosition.None);
        if (node is SequenceNode sequence)
        {
            for (int i = 0; i < sequence.Items.Count; i++)
                mapping.Set(Decimal(i), sequence.Items[i]);
        }

        return mapping;
    }

    private static string Decimal(int index) => index.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static ConfigurationException NotAContainer(string key, ScalarNode scalar, ConfigurationStep step) =>
        ConfigurationKey.Error(
            key, scalar.Position.Describe($"operator[] call on a scalar (key: \"{step.Name ?? Decimal(step.Index)}\")"));
}
