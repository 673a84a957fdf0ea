using System.Xml.Linq;
using Falco.Testing.Support;

namespace Falco.Architecture.Tests;

/// <summary>The table of projects: who may reference whom, and which packages.</summary>
public sealed class ProjectReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Falco.Core"] = [],
        ["Falco.Drivers.Native"] = ["Falco.Core"],
        ["Falco.Rules"] = ["Falco.Core", "YamlDotNet"],
        ["Falco.Containers"] = ["Falco.Core", "Google.Protobuf", "Grpc.Net.Client"],
        ["Falco.Outputs"] = ["Falco.Core", "Falco.Rules", "Polly.Core"],
        ["Falco.Hosting"] =
        [
            "Falco.Core", "Falco.Drivers.Native", "Falco.Containers", "Falco.Rules", "Falco.Outputs", "YamlDotNet",
            "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Diagnostics", "Microsoft.Extensions.Diagnostics.HealthChecks",
            "Microsoft.Extensions.Hosting.Abstractions", "Microsoft.Extensions.Logging", "Microsoft.Extensions.Options.ConfigurationExtensions",
        ],
        ["Falco.AspNetCore"] = ["Falco.Core", "Falco.Rules", "Falco.Outputs", "Falco.Hosting"],
        ["Falco.Testing"] = ["Falco.Core", "Falco.Drivers.Native", "Falco.Rules", "Falco.Outputs"],
        ["Falco.Cli"] = ["Falco.Core", "Falco.Drivers.Native", "Falco.Rules", "Falco.Outputs", "Falco.Containers", "Falco.Hosting", "Falco.Testing"],
    };

    // Run while building, and not part of what is shipped.
    private static readonly string[] BuildOnly = ["Falco.SchemaGenerator", "Grpc.Tools", "Microsoft.CodeAnalysis.BannedApiAnalyzers", "Microsoft.CodeAnalysis.PublicApiAnalyzers"];

    public static TheoryData<string> Projects => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_the_architecture_allows(string project)
    {
        string[] references = [.. References(project)];

        Assert.Empty(references.Except(Allowed[project]));
    }

    [Fact]
    public void Every_project_at_the_root_is_in_the_table()
    {
        IEnumerable<string?> projects = Directory.EnumerateDirectories(Repository.Root, "Falco.*")
            .Where(folder => Directory.EnumerateFiles(folder, "*.csproj").Any())
            .Select(Path.GetFileName);

        Assert.Equal(Allowed.Keys.Order(), projects.Order());
    }

    private static IEnumerable<string> References(string project)
    {
        XDocument file = XDocument.Load(Path.Combine(Repository.Root, project, $"{project}.csproj"));
        IEnumerable<string> projects = file.Descendants("ProjectReference").Select(item => Path.GetFileNameWithoutExtension(item.Attribute("Include")!.Value));
        IEnumerable<string> packages = file.Descendants("PackageReference").Select(item => item.Attribute("Include")!.Value);
        XDocument shared = XDocument.Load(Path.Combine(Repository.Root, "eng", "Library.props"));
        IEnumerable<string> inherited = shared.Descendants("PackageReference").Select(item => item.Attribute("Include")!.Value);
        return projects.Concat(packages).Concat(inherited).Except(BuildOnly);
    }
}
