using System.Text;
using System.Text.RegularExpressions;
using Falco.Testing.Support;

namespace Falco.Packages.Tests;

/// <summary>What every package in the feed has.</summary>
public sealed partial class PackageTests(Feed feed) : IClassFixture<Feed>
{
    [Fact]
    public void Every_packable_project_is_in_the_feed() =>
        Assert.Equal(PackedProject.All.Select(static project => project.Name).Append("Falco.Templates").Order(), feed.Packages.Select(static package => package.Id).Order());

    [Fact]
    public void A_package_says_what_it_is() => Assert.All(feed.Packages, static package =>
    {
        Assert.Equal("Apache-2.0", package.Value("license"));
        Assert.NotEmpty(package.Value("description")!);
        Assert.NotEqual("Package Description", package.Value("description"));
        Assert.Contains("falco", package.Value("tags"), StringComparison.Ordinal);
        Assert.Equal("README.md", package.Value("readme"));
        Assert.Equal("icon.png", package.Value("icon"));
    });

    [Fact]
    public void The_icon_is_a_picture() => Assert.All(feed.Packages, static package =>
        Assert.True(package.Read("icon.png").AsSpan(1).StartsWith("PNG"u8)));

    [Fact]
    public void The_readme_of_a_package_has_no_link_that_leads_nowhere() => Assert.All(feed.Packages, static package =>
        Assert.DoesNotMatch(RelativeLink(), Encoding.UTF8.GetString(package.Read("README.md"))));

    [Fact]
    public void A_library_has_its_documentation_beside_it() => Assert.All(feed.LibraryPackages, static package =>
        Assert.Contains($"lib/net10.0/{package.Id}.xml", package.Names));

    [Fact]
    public void A_package_depends_only_on_what_its_project_brings_along() => Assert.All(feed.LibraryPackages, static package =>
        Assert.Empty(package.Dependencies.Except(Sbom.DependencyClosure.Read(PackedProject.All.Single(project => project.Name == package.Id).Assets).All.Keys)));

    [Fact]
    public void No_path_of_this_machine_is_in_a_package() => Assert.All(feed.Packages, static package =>
    {
        // Literals of assemblies are UTF-16.
        foreach (byte[] root in new[] { Encoding.UTF8.GetBytes(Repository.Root), Encoding.Unicode.GetBytes(Repository.Root) })
            Assert.All(package.Names, name => Assert.False(package.Read(name).AsSpan().IndexOf(root) >= 0, $"{package.Id}: {name}"));
    });

    [Fact]
    public void Every_library_writes_down_what_is_public() => Assert.All(PackedProject.All.Where(static project => project.IsLibrary), static project =>
    {
        Assert.True(File.Exists(Path.Combine(project.Folder, "PublicAPI.Shipped.txt")), "eng/public-api.sh");
        Assert.True(File.Exists(Path.Combine(project.Folder, "PublicAPI.Unshipped.txt")), "eng/public-api.sh");
    });

    // Pages that show the text of a package have no files beside it.
    [GeneratedRegex(@"\]\((?!https?://|#)")]
    private static partial Regex RelativeLink();
}
