namespace Falco.Hosting.Configuration.Documents;

/// <summary>One step of a key: into a mapping by name, into a list by index, or a new element of a list.</summary>
internal readonly record struct ConfigurationStep
{
    /// <summary>A step into a mapping.</summary>
    public ConfigurationStep(string name)
    {
        Name = name;
        Index = -1;
    }

    /// <summary>A step into a list.</summary>
    public ConfigurationStep(int index) => Index = index;

    /// <summary>The step <c>[]</c>: a new element at the end.</summary>
    public static ConfigurationStep Append { get; } = new(int.MaxValue);

    /// <summary>The key, or <see langword="null"/> if the step is an index.</summary>
    public string? Name { get; }

    /// <summary>The index; not negative if the step is one.</summary>
    public int Index { get; }
}
