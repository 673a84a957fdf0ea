namespace Falco.Cli.Running;

/// <summary>Rules files and folders that the user or the configuration names.</summary>
internal static class RuleFiles
{
    /// <summary>Those of the configuration that exist: an installation need not have all that the configuration can name.</summary>
    public static List<string> Existing(IReadOnlyList<string> paths)
    {
        var existing = new List<string>();
        foreach (string path in paths)
        {
            if (File.Exists(path) || Directory.Exists(path))
                existing.Add(path);
        }

        return existing;
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="CommandException">It cannot be read.</exception>
    public static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"Could not open file {file} for reading");
        }
    }
}
