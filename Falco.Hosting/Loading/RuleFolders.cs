namespace Falco.Hosting.Loading;

/// <summary>Rule files and folders that a user or a configuration names.</summary>
internal static class RuleFolders
{
    /// <summary>The files in the order of loading: a folder stands for its YAML files in the order of their names; others are left out.</summary>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder may not be read.</exception>
    public static List<string> Expand(IEnumerable<string> paths)
    {
        List<string> files = [];
        foreach (string path in paths)
        {
            if (Directory.Exists(path))
                AddFolder(path, files);
            else if (IsYaml(path))
                files.Add(path);
        }

        return files;
    }

    private static void AddFolder(string folder, List<string> files)
    {
        string[] members = Directory.GetFiles(folder);
        Array.Sort(members, StringComparer.Ordinal);
        files.AddRange(members.Where(IsYaml));
    }

    private static bool IsYaml(string file) => Path.GetExtension(file) is ".yaml" or ".yml";
}
