using Falco.Rules.Diagnostics;
using Falco.Rules.Loading;

namespace Falco.Rules.Analysis;

/// <summary>Checks rule files for everything that is known to go wrong with them: what loading tells, and what it does not look for.</summary>
public static class RuleLint
{
    /// <summary>Loads files, in this order, and analyses them if they have no error.</summary>
    /// <param name="files">The files.</param>
    /// <param name="options">What they are loaded for.</param>
    /// <param name="matchesAll">Whether every matching rule raises an alert, not only the first: then no rule shadows another.</param>
    /// <returns>What was found, file by file.</returns>
    public static IReadOnlyList<Diagnostic> Check(IEnumerable<RuleFile> files, RuleLoaderOptions? options = null, bool matchesAll = false)
    {
        ArgumentNullException.ThrowIfNull(files);
        RuleLoader loader = new((options ?? new RuleLoaderOptions()) with { ReportsAllErrors = true });
        RuleLoadResult[] results = [.. files.Select(file => loader.Load(file.Name, file.Content))];
        IReadOnlyList<Diagnostic> analysis = Array.TrueForAll(results, result => result.IsSuccessful)
            ? RuleAnalysis.Analyze(loader, matchesAll)
            : [];
        HashSet<string?> unlimited = [.. analysis.Where(finding => finding.Code == DiagnosticCode.AnyEventType).Select(RuleOf)];
        return
        [
            .. OfLoading(results)
                .Where(finding => finding.Code != DiagnosticCode.NoEventType || !unlimited.Contains(RuleOf(finding)))
                .Concat(analysis)
                .OrderBy(finding => Array.FindIndex(results, result => result.Name == finding.Range?.File))
                .ThenBy(finding => finding.Range?.Start.Line)
                .ThenBy(finding => finding.Range?.Start.Column),
        ];
    }

    // All files are compiled again after each: what was said before is said again, and what was unused by then may be used by now.
    private static IEnumerable<Diagnostic> OfLoading(RuleLoadResult[] results)
    {
        HashSet<(string, string, TextRange?)> known = [];
        foreach (RuleLoadResult result in results)
        {
            foreach (Diagnostic diagnostic in result.Diagnostics)
            {
                bool isPremature = diagnostic.Code is DiagnosticCode.UnusedList or DiagnosticCode.UnusedMacro && result != results[^1];
                if (!isPremature && known.Add((diagnostic.Code, diagnostic.Message, diagnostic.Range)))
                    yield return diagnostic;
            }
        }
    }

    private static string? RuleOf(Diagnostic diagnostic) =>
        diagnostic.Locations.FirstOrDefault(location => location.ItemType == ItemType.Rule)?.ItemName;
}
