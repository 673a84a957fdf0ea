namespace Falco.Sbom;

/// <summary>What the command line says.</summary>
internal sealed class SbomOptions
{
    public required string Assets { get; init; }

    public required string Id { get; init; }

    public required string Version { get; init; }

    public required string License { get; init; }

    public required string Supplier { get; init; }

    public required string Output { get; init; }

    public IReadOnlyList<SbomFile> Files { get; init; } = [];

    /// <summary>Reads pairs of <c>--name value</c>; <c>--file PATH_IN_PACKAGE=PATH</c> may come several times.</summary>
    public static SbomOptions Parse(string[] arguments)
    {
        ILookup<string, string> values = arguments.Chunk(2).ToLookup(static pair => pair[0], static pair => pair[1]);
        return new SbomOptions
        {
            Assets = values["--assets"].Single(),
            Id = values["--id"].Single(),
            Version = values["--version"].Single(),
            License = values["--license"].Single(),
            Supplier = values["--supplier"].Single(),
            Output = values["--output"].Single(),
            Files = [.. values["--file"].Select(static file => file.Split('=', 2)).Select(static file => SbomFile.Read(file[0], file[1])).OrderBy(static file => file.PathInPackage, StringComparer.Ordinal)],
        };
    }
}
