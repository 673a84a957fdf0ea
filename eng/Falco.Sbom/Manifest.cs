using System.Xml.Linq;

namespace Falco.Sbom;

/// <summary>The <c>.nuspec</c> of a package that was restored.</summary>
internal static class Manifest
{
    /// <summary>The SPDX expression of a package's licence; null if it names a file or an address instead.</summary>
    public static string? LicenseOf(IEnumerable<string> folders, string path, string id)
    {
        string? file = folders.Select(folder => Path.Combine(folder, path, $"{id}.nuspec".ToLowerInvariant())).FirstOrDefault(File.Exists);
        return file is null
            ? null
            : XDocument.Load(file).Descendants().FirstOrDefault(static element => element.Name.LocalName == "license" && (string?)element.Attribute("type") == "expression")?.Value;
    }
}
