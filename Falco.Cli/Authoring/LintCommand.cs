using Falco.Rules.Analysis;
using Falco.Rules.Diagnostics;
using Falco.Rules.Loading;

namespace Falco.Cli.Authoring;

/// <summary><c>falco lint PATH… [--json]</c>: checks rule files for more than loading does.</summary>
internal static class LintCommand
{
    /// <summary>The command's name.</summary>
    public const string Name = "lint";

    /// <summary>Runs the command.</summary>
    /// <returns>0 if nothing was found, else 1.</returns>
    /// <exception cref="CommandException">The arguments are wrong; its exit code is 2.</exception>
    public static int Run(ReadOnlySpan<string> arguments, Terminal terminal)
    {
        AuthoringArguments parsed = new(arguments, Name, "--json");
        List<RuleFile> files = parsed.Read();
        IReadOnlyList<Diagnostic> findings = RuleLint.Check(files);
        if (parsed.IsSwitched)
        {
            terminal.Print(DiagnosticJson.Write(findings) + "\n");
            return findings.Count == 0 ? 0 : 1;
        }

        Dictionary<string, string> contents = [];
        foreach (RuleFile file in files)
            contents[file.Name] = file.Content;
        terminal.Print(new DiagnosticText(contents, terminal.IsColoured).Write(findings));
        return findings.Count == 0 ? 0 : 1;
    }
}
