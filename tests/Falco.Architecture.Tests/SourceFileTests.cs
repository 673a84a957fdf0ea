using Falco.Testing.Support;

namespace Falco.Architecture.Tests;

/// <summary>What holds for every source file that we wrote.</summary>
public sealed class SourceFileTests
{
    private static readonly string[] Folders = ["Falco.*", "eng", "tests", "benchmarks", "samples"];

    [Fact]
    public void No_source_file_has_more_than_600_lines()
    {
        IEnumerable<string> longFiles = SourceFiles().Where(path => File.ReadLines(path).Count() > 600);

        Assert.Empty(longFiles);
    }

    [Fact]
    public void No_source_file_uses_regions()
    {
        IEnumerable<string> files = SourceFiles().Where(path => File.ReadLines(path).Any(line => line.TrimStart().StartsWith("#region", StringComparison.Ordinal)));

        Assert.Empty(files);
    }

    private static IEnumerable<string> SourceFiles() =>
        Folders.SelectMany(pattern => Directory.EnumerateDirectories(Repository.Root, pattern))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories));
}
