using Falco.Testing.Support;

namespace Falco.Packages.Tests;

/// <summary>A project that becomes a package with an assembly: a library, or the command.</summary>
/// <param name="Name">Its name, which is the id of the package.</param>
/// <param name="Path">The path of its <c>.csproj</c>.</param>
/// <param name="IsLibrary">Whether others reference it.</param>
internal sealed record PackedProject(string Name, string Path, bool IsLibrary)
{
    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<PackedProject> All { get; } =
    [
        .. from folder in Directory.EnumerateDirectories(Repository.Root, "Falco.*")
           from path in Directory.EnumerateFiles(folder, "*.csproj", SearchOption.AllDirectories)
           let text = File.ReadAllText(path)
           let isLibrary = text.Contains("eng/Library.props", StringComparison.Ordinal)
           where isLibrary || text.Contains("eng/Package.props", StringComparison.Ordinal)
           orderby path
           select new PackedProject(System.IO.Path.GetFileNameWithoutExtension(path), path, isLibrary),
    ];

    public string Folder => System.IO.Path.GetDirectoryName(Path)!;

    /// <summary>What the last restore has resolved.</summary>
    public string Assets => System.IO.Path.Combine(Repository.Root, "artifacts", "obj", Name, "project.assets.json");

    /// <summary>The assembly that the last Release build has left.</summary>
    public string Assembly => System.IO.Path.Combine(Repository.Root, "artifacts", "bin", Name, "release", $"{Name}.dll");
}
