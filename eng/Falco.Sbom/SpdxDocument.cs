using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Falco.Sbom;

/// <summary>Writes SPDX 2.3 as JSON: a package, its files, and every package that it needs.</summary>
internal sealed class SpdxDocument(SbomOptions options, DependencyClosure closure, DateTimeOffset created)
{
    private const string NotSaid = "NOASSERTION";
    private readonly string _packageId = PackageReference(options.Id);

    public void Write(Stream stream)
    {
        using Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        json.WriteStartObject();
        json.WriteString("spdxVersion", "SPDX-2.3");
        json.WriteString("dataLicense", "CC0-1.0");
        json.WriteString("SPDXID", "SPDXRef-DOCUMENT");
        json.WriteString("name", $"{options.Id} {options.Version}");
        json.WriteString("documentNamespace", $"urn:falco-dotnet:sbom:{options.Id}:{options.Version}:{VerificationCode()}");
        json.WriteStartObject("creationInfo");
        json.WriteString("created", created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        WriteStrings(json, "creators", [$"Organization: {options.Supplier}", "Tool: Falco.Sbom"]);
        json.WriteEndObject();
        WriteStrings(json, "documentDescribes", [_packageId]);
        json.WriteStartArray("packages");
        WritePackage(json);
        foreach (Dependency dependency in closure.All.Values)
            WriteDependency(json, dependency);
        json.WriteEndArray();
        json.WriteStartArray("files");
        foreach (SbomFile file in options.Files)
            WriteFile(json, file);
        json.WriteEndArray();
        WriteRelationships(json);
        json.WriteEndObject();
    }

    private void WritePackage(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        WriteIdentity(json, options.Id, options.Version, options.License);
        json.WriteString("supplier", $"Organization: {options.Supplier}");
        json.WriteBoolean("filesAnalyzed", true);
        json.WriteStartObject("packageVerificationCode");
        json.WriteString("packageVerificationCodeValue", VerificationCode());
        json.WriteEndObject();
        WriteStrings(json, "licenseInfoFromFiles", [NotSaid]);
        json.WriteEndObject();
    }

    private void WriteDependency(Utf8JsonWriter json, Dependency dependency)
    {
        json.WriteStartObject();
        WriteIdentity(json, dependency.Id, VersionOf(dependency), dependency.IsOurs ? options.License : dependency.License ?? NotSaid);
        json.WriteString("supplier", dependency.IsOurs ? $"Organization: {options.Supplier}" : NotSaid);
        json.WriteBoolean("filesAnalyzed", false);
        if (dependency.Sha512.Length > 0)
        {
            json.WriteStartArray("checksums");
            WriteChecksum(json, "SHA512", Convert.ToHexStringLower(Convert.FromBase64String(dependency.Sha512)));
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteIdentity(Utf8JsonWriter json, string id, string version, string license)
    {
        json.WriteString("SPDXID", PackageReference(id));
        json.WriteString("name", id);
        json.WriteString("versionInfo", version);
        json.WriteString("downloadLocation", NotSaid);
        json.WriteString("licenseConcluded", NotSaid);
        json.WriteString("licenseDeclared", license);
        json.WriteString("copyrightText", NotSaid);
        json.WriteStartArray("externalRefs");
        json.WriteStartObject();
        json.WriteString("referenceCategory", "PACKAGE-MANAGER");
        json.WriteString("referenceType", "purl");
        json.WriteString("referenceLocator", $"pkg:nuget/{id}@{version}");
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteFile(Utf8JsonWriter json, SbomFile file)
    {
        json.WriteStartObject();
        json.WriteString("SPDXID", FileReference(file));
        json.WriteString("fileName", $"./{file.PathInPackage}");
        WriteStrings(json, "fileTypes", ["BINARY"]);
        json.WriteStartArray("checksums");
        WriteChecksum(json, "SHA1", file.Sha1);
        WriteChecksum(json, "SHA256", file.Sha256);
        json.WriteEndArray();
        json.WriteString("licenseConcluded", NotSaid);
        WriteStrings(json, "licenseInfoInFiles", [NotSaid]);
        json.WriteString("copyrightText", NotSaid);
        json.WriteEndObject();
    }

    private void WriteRelationships(Utf8JsonWriter json)
    {
        json.WriteStartArray("relationships");
        WriteRelationship(json, "SPDXRef-DOCUMENT", "DESCRIBES", _packageId);
        foreach (SbomFile file in options.Files)
            WriteRelationship(json, _packageId, "CONTAINS", FileReference(file));
        foreach (string id in closure.Direct)
            WriteRelationship(json, _packageId, "DEPENDS_ON", PackageReference(closure.All[id].Id));
        foreach (Dependency dependency in closure.All.Values)
        {
            foreach (string id in dependency.Needs)
                WriteRelationship(json, PackageReference(dependency.Id), "DEPENDS_ON", PackageReference(closure.All[id].Id));
        }

        json.WriteEndArray();
    }

    private static void WriteRelationship(Utf8JsonWriter json, string from, string kind, string to)
    {
        json.WriteStartObject();
        json.WriteString("spdxElementId", from);
        json.WriteString("relationshipType", kind);
        json.WriteString("relatedSpdxElement", to);
        json.WriteEndObject();
    }

    private static void WriteChecksum(Utf8JsonWriter json, string algorithm, string value)
    {
        json.WriteStartObject();
        json.WriteString("algorithm", algorithm);
        json.WriteString("checksumValue", value);
        json.WriteEndObject();
    }

    private static void WriteStrings(Utf8JsonWriter json, string name, ReadOnlySpan<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    // All of our packages have one version, which the restore before may not have known.
    private string VersionOf(Dependency dependency) => dependency.IsOurs ? options.Version : dependency.Version;

    // SPDX 2.3, 7.9: the SHA-1 of the sorted SHA-1s.
    private string VerificationCode()
    {
        string hashes = string.Concat(options.Files.Select(static file => file.Sha1).Order(StringComparer.Ordinal));
#pragma warning disable CA5350 // The format says which hash.
        return Convert.ToHexStringLower(SHA1.HashData(Encoding.ASCII.GetBytes(hashes)));
#pragma warning restore CA5350
    }

    private static string PackageReference(string id) => $"SPDXRef-Package-{id}";

    private static string FileReference(SbomFile file) => $"SPDXRef-File-{file.PathInPackage.Replace('/', '-')}-{file.Sha1[..8]}";
}
