namespace Falco.Sbom;

/// <summary>A package that another needs at run time, directly or not.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its version; that of the restore for our own.</param>
/// <param name="IsOurs">Whether it is made here.</param>
/// <param name="Sha512">The hash of the package in base64, as NuGet wrote it down; empty for our own.</param>
/// <param name="License">The SPDX expression of its licence, if it names one.</param>
/// <param name="Needs">Ids of the packages that it needs itself.</param>
internal sealed record Dependency(string Id, string Version, bool IsOurs, string Sha512, string? License, IReadOnlyList<string> Needs);
