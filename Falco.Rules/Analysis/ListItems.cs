using Falco.Rules.Diagnostics;
using Falco.Rules.Loading;

namespace Falco.Rules.Analysis;

/// <summary>Finds items that a list has twice.</summary>
internal static class ListItems
{
    public static void Report(IEnumerable<ListDefinition> lists, LoadReport report)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (ListDefinition list in lists)
        {
            seen.Clear();
            string[] twice = [.. list.Items.Where(item => !seen.Add(item)).Distinct()];
            if (twice.Length > 0)
                report.Warn(DiagnosticCode.DuplicateItem, $"List '{list.Name}' has more than once: {string.Join(", ", twice)}", list.Context);
        }
    }
}
