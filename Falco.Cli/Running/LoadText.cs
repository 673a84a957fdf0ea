using System.Globalization;
using System.Text;
using Falco.Rules.Diagnostics;
using Falco.Rules.Loading;

namespace Falco.Cli.Running;

/// <summary>What came of loading a rules file, as the reference prints it.</summary>
internal static class LoadText
{
    public static string Verbose(RuleLoadResult result)
    {
        StringBuilder text = new();
        text.Append(result.Name).Append(": ").Append(Status(result));
        Append(text, "Errors", result.Errors);
        Append(text, "Warnings", result.Warnings);
        return text.ToString();
    }

    public static string Status(RuleLoadResult result) =>
        !result.IsSuccessful ? "Invalid" : result.Warnings.Count > 0 ? "Ok, with warnings" : "Ok";

    private static void Append(StringBuilder text, string title, IReadOnlyList<Diagnostic> diagnostics)
    {
        if (diagnostics.Count == 0)
            return;
        text.Append(CultureInfo.InvariantCulture, $"\n{diagnostics.Count} {title}:\n");
        foreach (Diagnostic diagnostic in diagnostics)
        {
            for (int i = 0; i < diagnostic.Locations.Count; i++)
                text.Append(i == 0 ? "In " : "    ").Append(diagnostic.Locations[i]).Append('\n');
            text.Append("------\n").Append(diagnostic.Snippet).Append("------\n").Append(diagnostic).Append('\n');
        }
    }
}
