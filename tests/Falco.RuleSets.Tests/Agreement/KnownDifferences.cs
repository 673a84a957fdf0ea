using Falco.Testing.Support;

namespace Falco.RuleSets.Tests.Agreement;

/// <summary>differences.tsv: what our rules do otherwise than the official ones of the same names, and why others are missing.</summary>
internal static class KnownDifferences
{
    private static readonly string FileName = Path.Combine(Repository.Root, "tests", "Falco.RuleSets.Tests", "Agreement", "differences.tsv");

    /// <summary>By the rule's name; <see langword="null"/> where nothing is known to differ.</summary>
    public static IReadOnlyDictionary<string, string?> ByRule { get; } = File.ReadLines(FileName)
        .Where(line => !line.StartsWith('#'))
        .Select(line => line.Split('\t'))
        .ToDictionary(cells => cells[0], cells => cells[1] == "-" ? null : cells[1]);
}
