using Falco.Rules.Diagnostics;
using Falco.Rules.Formatting;
using Falco.Rules.Loading;

namespace Falco.Cli.Authoring;

/// <summary><c>falco fmt PATH… [--check]</c>: lays out rule files, or tells which are not laid out so.</summary>
internal static class FormatCommand
{
    /// <summary>The command's name.</summary>
    public const string Name = "fmt";

    /// <summary>Runs the command; prints the names of the files that are, or would be, changed.</summary>
    /// <returns>0, or 1 if a file cannot be formatted or, when checking, would be changed.</returns>
    /// <exception cref="CommandException">The arguments are wrong; its exit code is 2.</exception>
    public static int Run(ReadOnlySpan<string> arguments, Terminal terminal)
    {
        AuthoringArguments parsed = new(arguments, Name, "--check");
        bool isClean = true;
        foreach (RuleFile file in parsed.Read())
        {
            FormatResult result = RuleFormatter.Format(file.Name, file.Content);
            if (result.Problem is { } problem)
            {
                isClean = false;
                Tell(problem, file, terminal);
            }

            if (!result.IsChanged)
                continue;
            isClean &= !parsed.IsSwitched;
            terminal.Print(file.Name + "\n");
            if (!parsed.IsSwitched)
                Write(file.Name, result.Text);
        }

        return isClean ? 0 : 1;
    }

    private static void Tell(Diagnostic problem, RuleFile file, Terminal terminal)
    {
        Dictionary<string, string> contents = new() { [file.Name] = file.Content };
        terminal.Complain(new DiagnosticText(contents, isColoured: false).Write([problem]));
    }

    private static void Write(string file, string text)
    {
        try
        {
            File.WriteAllText(file, text);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"Could not write {file}: {error.Message}", AuthoringArguments.UsageError);
        }
    }
}
