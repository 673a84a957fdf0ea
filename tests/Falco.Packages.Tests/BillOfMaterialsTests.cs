using System.Security.Cryptography;
using System.Text.Json;

namespace Falco.Packages.Tests;

/// <summary>The SPDX document in every package with an assembly.</summary>
public sealed class BillOfMaterialsTests(Feed feed) : IClassFixture<Feed>
{
    private IEnumerable<PackageFile> Described => feed.Packages.Where(static package => package.Id != "Falco.Templates");

    [Fact]
    public void It_lists_the_files_of_the_package_with_their_hashes() => Assert.All(Described, static package =>
    {
        JsonElement[] files = [.. Read(package).GetProperty("files").EnumerateArray()];
        Assert.NotEmpty(files);
        Assert.All(files, file =>
        {
            string name = file.GetProperty("fileName").GetString()![2..];
            string expected = Convert.ToHexStringLower(SHA256.HashData(package.Read(name)));
            Assert.Equal(expected, file.GetProperty("checksums")[1].GetProperty("checksumValue").GetString());
        });
    });

    [Fact]
    public void It_names_every_package_that_this_one_needs_with_version_and_licence() => Assert.All(Described, static package =>
    {
        JsonElement[] packages = [.. Read(package).GetProperty("packages").EnumerateArray()];
        Assert.Empty(package.Dependencies.Except(packages.Select(static entry => entry.GetProperty("name").GetString()!)));
        Assert.All(packages, static entry =>
        {
            Assert.NotEmpty(entry.GetProperty("versionInfo").GetString()!);
            Assert.NotEqual("NOASSERTION", entry.GetProperty("licenseDeclared").GetString());
        });
    });

    [Fact]
    public void Its_relations_lead_to_what_it_describes() => Assert.All(Described, static package =>
    {
        JsonElement document = Read(package);
        HashSet<string> known =
        [
            "SPDXRef-DOCUMENT",
            .. document.GetProperty("packages").EnumerateArray().Select(IdOf),
            .. document.GetProperty("files").EnumerateArray().Select(IdOf),
        ];

        Assert.All(document.GetProperty("relationships").EnumerateArray(), relation =>
        {
            Assert.Contains(relation.GetProperty("spdxElementId").GetString()!, known);
            Assert.Contains(relation.GetProperty("relatedSpdxElement").GetString()!, known);
        });
    });

    private static string IdOf(JsonElement element) => element.GetProperty("SPDXID").GetString()!;

    private static JsonElement Read(PackageFile package) => JsonSerializer.Deserialize<JsonElement>(package.Read("_manifest/spdx_2.3/manifest.spdx.json"));
}
