using Falco.Rules.Diagnostics;

namespace Falco.Rules.Loading;

/// <summary>What came of loading a rules file.</summary>
/// <param name="Name">The file.</param>
/// <param name="Diagnostics">Errors and warnings, in the order in which they were found.</param>
public sealed record RuleLoadResult(string Name, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>Whether the file can be used.</summary>
    public bool IsSuccessful => Errors.Count == 0;

    /// <summary>The errors.</summary>
    public IReadOnlyList<Diagnostic> Errors => [.. Diagnostics.Where(item => item.Severity == DiagnosticSeverity.Error)];

    /// <summary>The warnings.</summary>
    public IReadOnlyList<Diagnostic> Warnings => [.. Diagnostics.Where(item => item.Severity == DiagnosticSeverity.Warning)];
}
