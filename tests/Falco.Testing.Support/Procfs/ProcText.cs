namespace Falco.Testing.Support.Procfs;

/// <summary>Reads texts of /proc that may be gone at any moment.</summary>
public static class ProcText
{
    private const string DeletedSuffix = " (deleted)";

    /// <summary>A file, or <see langword="null"/> if it is gone.</summary>
    public static string? Read(string path) => OrElse<string?>(() => File.ReadAllText(path), null);

    /// <summary>The target of a link; empty if it is gone or may not be read.</summary>
    public static string LinkTarget(string path) => OrElse(() => new FileInfo(path).LinkTarget ?? "", "");

    /// <summary>The folders in a folder; none if it is gone.</summary>
    public static string[] Folders(string path) => OrElse<string[]>(() => Directory.GetDirectories(path), []);

    /// <summary>The names in a folder; <see langword="null"/> if it is gone or may not be read.</summary>
    public static string[]? Names(string path) =>
        OrElse<string[]?>(() => [.. new DirectoryInfo(path).EnumerateFileSystemInfos().Select(entry => entry.Name)], null);

    /// <summary>The value of a line <c>name:&#9;value</c>; empty if there is none.</summary>
    public static string Field(string text, string name) => text.Split('\n')
        .FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.Ordinal))?[(name.Length + 1)..].Trim() ?? "";

    /// <summary>A path without the remark that its file was deleted.</summary>
    public static string WithoutDeleted(string path) =>
        path.EndsWith(DeletedSuffix, StringComparison.Ordinal) ? path[..^DeletedSuffix.Length] : path;

    private static T OrElse<T>(Func<T> read, T other)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return other;
        }
    }
}
