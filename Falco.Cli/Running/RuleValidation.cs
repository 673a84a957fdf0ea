using System.Text;
using Falco.Hosting.Configuration;
using Falco.Rules.Loading;

namespace Falco.Cli.Running;

/// <summary>Checks rules files (<c>-V</c>).</summary>
internal static class RuleValidation
{
    /// <summary>Loads the files one after the other and prints what came of each.</summary>
    /// <exception cref="CommandException">A file cannot be used.</exception>
    public static int Run(RuleLoader loader, IReadOnlyList<string> files, bool isJson, Terminal terminal)
    {
        if (isJson)
            throw new CommandException("-V with json_output is not supported by this version");

        var text = new StringBuilder();
        bool hasFailed = false;
        foreach (string file in files)
        {
            RuleLoadResult result = loader.Load(file, RuleFiles.Read(file));
            if (loader.CheckPluginRequirements() is { } missing)
                throw new CommandException(missing);
            hasFailed |= !result.IsSuccessful;
            text.Append(text.Length == 0 ? "" : "\n").Append(Describe(result, terminal));
        }

        terminal.Print(text.Append('\n').ToString());
        return hasFailed ? throw new CommandException(text.ToString().TrimEnd('\n')) : 0;
    }

    // Warnings of a file that can be used are for the log.
    private static string Describe(RuleLoadResult result, Terminal terminal)
    {
        string verbose = LoadText.Verbose(result);
        if (!result.IsSuccessful || result.Warnings.Count == 0)
            return verbose;
        terminal.Log(LogSeverity.Warning, verbose);
        return $"{result.Name}: {LoadText.Status(result)}";
    }
}
