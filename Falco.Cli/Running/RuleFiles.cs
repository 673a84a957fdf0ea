namespace Falco.Cli.Running;

/// <summary>Rules files and folders that the user names.</summary>
internal static class RuleFiles
{
    /// <summary>The files in the order of loading; a folder stands for its YAML files in the order of their names.</summary>
    public static IReadOnlyList<string> Expand(IReadOnlyList<string> paths)
    {
        List<string> files = [];
        foreach (string path in paths)
        {
            if (!Directory.Exists(path))
            {
                files.Add(path);
                continue;
            }

            List<string> found = [];
            foreach (string file in Directory.EnumerateFiles(path))
            {
                if (Path.GetExtension(file) is ".yaml" or ".yml")
                    found.Add(file);
            }

            found.Sort(StringComparer.Ordinal);
            files.AddRange(found);
        }

        return files;
    }

    public static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"Could not open file {file} for reading") { IsRuntimeError = true };
        }
    }
}
