using System.IO.Compression;
using System.Xml.Linq;

namespace Falco.Packages.Tests;

/// <summary>A <c>.nupkg</c> or <c>.snupkg</c>, read as the archive that it is.</summary>
internal sealed class PackageFile : IDisposable
{
    private readonly ZipArchive _archive;

    public PackageFile(string path)
    {
        Path = path;
        _archive = ZipFile.OpenRead(path);
        string nuspec = Names.Single(static name => name.EndsWith(".nuspec", StringComparison.Ordinal));
        using MemoryStream text = new(Read(nuspec));
        Metadata = XDocument.Load(text).Root!.Elements().Single(static element => element.Name.LocalName == "metadata");
    }

    public string Path { get; }

    public string Id => Value("id")!;

    public IEnumerable<string> Names => _archive.Entries.Select(static entry => entry.FullName);

    public XElement Metadata { get; }

    /// <summary>Ids of the packages that it names as dependencies.</summary>
    public IEnumerable<string> Dependencies => Metadata.Descendants().Where(static element => element.Name.LocalName == "dependency").Select(static element => element.Attribute("id")!.Value);

    public string? Value(string name) => Metadata.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value;

    public byte[] Read(string name)
    {
        using Stream stream = _archive.GetEntry(name)!.Open();
        using MemoryStream content = new();
        stream.CopyTo(content);
        return content.ToArray();
    }

    public void Dispose() => _archive.Dispose();
}
