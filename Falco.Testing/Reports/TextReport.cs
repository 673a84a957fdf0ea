using System.Globalization;
using System.Text;

namespace Falco.Testing.Reports;

/// <summary>Results for people.</summary>
public static class TextReport
{
    /// <summary>Writes a line for each file, each failure with its explanation, and a summary.</summary>
    public static string Write(IReadOnlyList<RuleTestResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        StringBuilder text = new();
        foreach (IGrouping<string, RuleTestResult> file in results.GroupBy(static result => result.Test.File))
        {
            int failed = file.Count(static result => !result.HasPassed);
            text.Append(CultureInfo.InvariantCulture, $"{file.Key}: {Count(file.Count())}");
            text.Append(failed > 0 ? $", {failed} failed\n" : "\n");
            foreach (RuleTestResult result in file.Where(static result => !result.HasPassed))
                Append(text, result);
        }

        int failures = results.Count(static result => !result.HasPassed);
        text.Append(CultureInfo.InvariantCulture, $"{Count(results.Count - failures)} passed");
        return text.Append(failures > 0 ? $", {failures} failed\n" : "\n").ToString();
    }

    private static void Append(StringBuilder text, RuleTestResult result)
    {
        text.Append(CultureInfo.InvariantCulture, $"\nFAILED {result.Test}\n");
        foreach (string line in result.Explanation.Split('\n'))
            text.Append("  ").Append(line).Append('\n');
        text.Append('\n');
    }

    private static string Count(int tests) => tests == 1 ? "1 test" : $"{tests} tests";
}
