using Falco.Rules.Diagnostics;
using Falco.Rules.Loading;

namespace Falco.Rules.Analysis;

/// <summary>Looks for what loads, but can hardly be meant: the reference does not.</summary>
/// <remarks>
/// That a rule can never match, or never be the first to, is only said where it is proven. Nothing of this prevents loading.
/// </remarks>
internal static class RuleAnalysis
{
    /// <summary>Analyses the files that a loader has loaded.</summary>
    /// <param name="loader">The loader.</param>
    /// <param name="matchesAll">Whether every matching rule raises an alert, not only the first: then no rule shadows another.</param>
    /// <returns>The findings, by file and place.</returns>
    public static IReadOnlyList<Diagnostic> Analyze(RuleLoader loader, bool matchesAll = false)
    {
        LoadReport report = new(loader.Contents);
        ListItems.Report(loader.Collector.Lists, report);
        MacroRepetitions.Report(loader.Compilation.Macros, report);
        EventTypeLimits.Report(loader.Compilation.Rules, report);
        RuleReach.Report(loader.Compilation, loader.Options.Sources, matchesAll, report);
        return [.. report.Diagnostics
            .OrderBy(finding => finding.Range!.File, StringComparer.Ordinal)
            .ThenBy(finding => finding.Range!.Start.Line)
            .ThenBy(finding => finding.Range!.Start.Column)];
    }
}
