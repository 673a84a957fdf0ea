using Falco.Sbom;
using Falco.Testing.Support;

namespace Falco.Packages.Tests;

/// <summary>What somebody gets who installs one of the packages: the list is checked in, so that a new dependency is seen in review.</summary>
public sealed class DependencyClosureTests
{
    private static readonly string ListPath = Path.Combine(Repository.Root, "tests", "Falco.Packages.Tests", "dependencies.tsv");

    [Fact]
    public void Every_package_brings_along_what_the_list_says()
    {
        string actual = string.Concat(PackedProject.All.SelectMany(static project => LinesOf(project)));
        if (Environment.GetEnvironmentVariable("FALCO_UPDATE_DEPENDENCIES") == "1")
            File.WriteAllText(ListPath, actual);

        Assert.True(
            File.ReadAllText(ListPath) == actual,
            $"Run with FALCO_UPDATE_DEPENDENCIES=1 if this is meant; dependencies.tsv would be:\n{actual}");
    }

    [Fact]
    public void Falco_Core_brings_nothing_along() => Assert.Empty(ClosureOf("Falco.Core").All);

    [Fact]
    public void Only_the_web_package_needs_AspNetCore()
    {
        IEnumerable<string> needing = PackedProject.All
            .Where(static project => ClosureOf(project.Name) is var closure
                && (closure.Frameworks.Contains("Microsoft.AspNetCore.App") || closure.All.Keys.Any(static id => id.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal))))
            .Select(static project => project.Name);

        Assert.Empty(needing.Except(["Falco.AspNetCore"]));
    }

    [Fact]
    public void Only_CloudTrail_brings_the_AWS_SDK()
    {
        IEnumerable<string> needing = PackedProject.All
            .Where(static project => ClosureOf(project.Name).All.Keys.Any(static id => id.StartsWith("AWSSDK", StringComparison.Ordinal)))
            .Select(static project => project.Name);

        Assert.Empty(needing.Except(["Falco.Plugins.CloudTrail"]));
    }

    private static IEnumerable<string> LinesOf(PackedProject project)
    {
        DependencyClosure closure = DependencyClosure.Read(project.Assets);
        return closure.Frameworks.Select(static name => $"framework {name}").Concat(closure.All.Keys)
            .Select(name => $"{project.Name}\t{name}\n");
    }

    private static DependencyClosure ClosureOf(string name) => DependencyClosure.Read(PackedProject.All.Single(project => project.Name == name).Assets);
}
