using System.Security.Cryptography;

namespace Falco.Sbom;

/// <summary>A file of a package with its hashes, in lower-case hexadecimal.</summary>
internal sealed record SbomFile(string PathInPackage, string Sha1, string Sha256)
{
    public static SbomFile Read(string pathInPackage, string path)
    {
        byte[] content = File.ReadAllBytes(path);
#pragma warning disable CA5350 // SPDX 2.3 demands SHA-1; SHA-256 stands beside it.
        return new SbomFile(pathInPackage, Convert.ToHexStringLower(SHA1.HashData(content)), Convert.ToHexStringLower(SHA256.HashData(content)));
#pragma warning restore CA5350
    }
}
