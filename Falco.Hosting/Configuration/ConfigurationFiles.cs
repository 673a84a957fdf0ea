using Falco.Hosting.Configuration.Documents;

namespace Falco.Hosting.Configuration;

/// <summary>Merges the files that <c>config_files</c> names into the main one, by top-level key.</summary>
internal sealed class ConfigurationFiles(ConfigurationSource source, string mainFile)
{
    /// <summary>Finds what is to be merged, in order: existing files, folders replaced by their files.</summary>
    /// <exception cref="ConfigurationException">An entry has the wrong shape, or names the main file.</exception>
    public List<IncludedFile> Find(ConfigurationDocument document)
    {
        var files = new List<IncludedFile>();
        foreach (ConfigurationNode entry in ConfigurationReader.ItemsOf(document.Find("config_files")))
            AddEntry(entry, files);
        return files;
    }

    /// <summary>Merges an included file.</summary>
    /// <exception cref="ConfigurationException">The file has <c>config_files</c> itself.</exception>
    public static void Merge(ConfigurationDocument document, ConfigurationNode included, IncludedFile file)
    {
        if (included is not MappingNode mapping)
            return;
        if (mapping.Find("config_files") is { } nested)
            throw Fail($"'config_files' directive in included config file {file.Name}.", nested);

        MappingNode main = document.Root as MappingNode ?? new MappingNode(ConfigurationPosition.None);
        foreach ((string key, ConfigurationNode value) in mapping.Entries)
            MergeKey(main, key, value, file.Strategy);
        document.Replace(main);
    }

    private static void MergeKey(MappingNode main, string key, ConfigurationNode value, IncludeStrategy strategy)
    {
        ConfigurationNode? existing = main.Find(key);
        if (strategy == IncludeStrategy.AddOnly && existing is not null)
            return;

        if (strategy == IncludeStrategy.Append && existing is SequenceNode list && value is SequenceNode added)
            list.Items.AddRange(added.Items);
        else
            main.Set(key, value);
    }

    private void AddEntry(ConfigurationNode entry, List<IncludedFile> files)
    {
        string path = entry switch
        {
            ScalarNode scalar => scalar.Text,
            MappingNode mapping when mapping.Find("path") is ScalarNode named => named.Text,
            _ => throw ConfigurationReader.BadConversion(entry),
        };
        string? word = ((entry as MappingNode)?.Find("strategy") as ScalarNode)?.Text;
        IncludeStrategy strategy = word switch
        {
            "override" => IncludeStrategy.Override,
            "add-only" => IncludeStrategy.AddOnly,
            _ => IncludeStrategy.Append,
        };

        string full = Path.Combine(source.Folder, path);
        if (File.Exists(full))
        {
            if (mainFile.Length > 0 && Path.GetFullPath(full) == Path.GetFullPath(Path.Combine(source.Folder, mainFile)))
                throw Fail($"'config_files' directive tried to recursively include main config file: {mainFile}.", entry);
            files.Add(new IncludedFile(path, full, strategy));
        }
        else if (Directory.Exists(full))
        {
            string[] members = Directory.GetFiles(full);
            Array.Sort(members, StringComparer.Ordinal);
            foreach (string member in members)
                files.Add(new IncludedFile(Path.Combine(path, Path.GetFileName(member)), member, strategy));
        }
    }

    private static ConfigurationException Fail(string message, ConfigurationNode node) =>
        new(ConfigurationCodes.Value, "Config error: " + message, node.Position);
}

/// <summary>A file that is merged into the main one.</summary>
/// <param name="Name">The path as it was given.</param>
/// <param name="Path">The path by which it is opened.</param>
/// <param name="Strategy">How its keys are merged.</param>
internal sealed record IncludedFile(string Name, string Path, IncludeStrategy Strategy);

/// <summary>What becomes of a key that both files have.</summary>
internal enum IncludeStrategy
{
    /// <summary>Lists are joined, other values replaced.</summary>
    Append,

    /// <summary>Values are replaced.</summary>
    Override,

    /// <summary>The main file's value stays.</summary>
    AddOnly,
}
