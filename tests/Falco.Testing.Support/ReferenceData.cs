namespace Falco.Testing.Support;

/// <summary>Finds the recordings of the reference implementation, which are not part of this repository.</summary>
/// <remarks>
/// The folder is named by the environment variable <c>FALCO_REFERENCE_DATA</c>; without it, <c>../shared</c> beside the
/// repository is tried. It holds <c>captures/</c>, <c>conformance/</c> and <c>falco-rules/</c>.
/// </remarks>
public static class ReferenceData
{
    /// <summary>The reason that skipped tests carry, so that a run can be summed up by reason.</summary>
    public const string AbsentReason = "reference data absent (set FALCO_REFERENCE_DATA)";

    /// <summary>The folder of the recordings, or <see langword="null"/> where there is none.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>Whether the recordings are there.</summary>
    public static bool IsPresent => Folder is not null;

    /// <summary>Skips the running test, visibly, where the recordings are absent.</summary>
    public static void Require() => Assert.SkipUnless(IsPresent, AbsentReason);

    /// <summary>The path of a file below the folder; skips the running test where the recordings are absent.</summary>
    public static string File(params string[] parts)
    {
        Require();
        return Path.Combine([Folder!, .. parts]);
    }

    private static string? Find()
    {
        string folder = Environment.GetEnvironmentVariable("FALCO_REFERENCE_DATA") is { Length: > 0 } named
            ? named
            : Path.Combine(Repository.Root, "..", "shared");
        return Directory.Exists(Path.Combine(folder, "captures")) ? Path.GetFullPath(folder) : null;
    }
}
