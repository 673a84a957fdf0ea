using System.Security.Cryptography;
using Falco.Testing.Support;

namespace Falco.Packages.Tests;

/// <summary><c>artifacts/packages</c>, as <c>eng/pack.sh</c> makes it from the last build.</summary>
public sealed class Feed : IDisposable
{
    private static readonly string Folder = Path.Combine(Repository.Root, "artifacts", "packages");
    private readonly List<PackageFile> _packages = [];

    public Feed()
    {
        if (Directory.Exists(Folder))
            _packages.AddRange(Directory.EnumerateFiles(Folder, "*.nupkg").Order(StringComparer.Ordinal).Select(static path => new PackageFile(path)));
    }

    /// <summary>All packages; the test is skipped if there are none, or if they are older than the build.</summary>
    internal IReadOnlyList<PackageFile> Packages
    {
        get
        {
            Assert.SkipWhen(_packages.Count == 0, "There is no artifacts/packages: eng/pack.sh makes it.");
            Assert.SkipUnless(Libraries.All(IsOfLastBuild), "artifacts/packages is older than the build: eng/pack.sh makes it anew.");
            return _packages;
        }
    }

    /// <summary>Those of the libraries.</summary>
    internal IReadOnlyList<PackageFile> LibraryPackages => [.. Packages.Where(IsLibrary)];

    private IEnumerable<PackageFile> Libraries => _packages.Where(IsLibrary);

    public void Dispose() => _packages.ForEach(static package => package.Dispose());

    private static bool IsLibrary(PackageFile package) => PackedProject.All.Any(project => project.IsLibrary && project.Name == package.Id);

    private static bool IsOfLastBuild(PackageFile package)
    {
        string assembly = PackedProject.All.Single(project => project.Name == package.Id).Assembly;
        return File.Exists(assembly)
            && SHA256.HashData(File.ReadAllBytes(assembly)).AsSpan().SequenceEqual(SHA256.HashData(package.Read($"lib/net10.0/{package.Id}.dll")));
    }
}
