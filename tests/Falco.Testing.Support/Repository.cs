namespace Falco.Testing.Support;

/// <summary>Paths of this checkout, found from the test assembly upwards.</summary>
public static class Repository
{
    /// <summary>The folder that holds <c>Falco.slnx</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A file of <c>tests/data</c>: small captures of our own with what is expected of them.</summary>
    public static string Data(params string[] parts) => Path.Combine([Root, "tests", "data", .. parts]);

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Falco.slnx")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"No Falco.slnx above {AppContext.BaseDirectory}.");
    }
}
