using System.Text;
using Falco.Rules.Loading;

namespace Falco.Cli.Running;

/// <summary>Checks rules files (<c>-V</c>).</summary>
internal static class RuleValidation
{
    public static int Run(RuleLoader loader, IReadOnlyList<string> paths, bool isJson, Terminal terminal)
    {
        if (isJson)
            throw new CommandException("-V with json_output is not supported by this version");
        StringBuilder text = new();
        bool failed = false;
        foreach (string file in RuleFiles.Expand(paths))
        {
            RuleLoadResult result = loader.Load(file, RuleFiles.Read(file));
            failed |= !result.IsSuccessful;
            if (loader.CheckPluginRequirements() is { } missing)
                throw new CommandException(missing);
            text.Append(result.IsSuccessful ? $"{file}: {LoadText.Status(result)}" : LoadText.Verbose(result)).Append('\n');
        }

        terminal.Print(text.ToString());
        return failed ? throw new CommandException(text.ToString().TrimEnd('\n')) : 0;
    }
}
