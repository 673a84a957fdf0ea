using System.Text;
using Falco.Hosting.Configuration;
using Falco.Hosting.Loading;
using Falco.Rules.Loading;

namespace Falco.Cli.Running;

/// <summary>Checks rules files (<c>-V</c>), and describes them if that is asked for, too.</summary>
internal sealed class RuleValidation(RuleLoader loader, bool isJson, Terminal terminal)
{
    private readonly List<RuleLoadResult> _results = [];
    private readonly StringBuilder _summary = new();

    /// <summary>Loads the files and prints what came of it.</summary>
    /// <param name="paths">Files and folders.</param>
    /// <param name="describe">Describes the rules, unless a file is wrong; <see langword="null"/> if that was not asked for.</param>
    public int Run(IReadOnlyList<string> paths, Func<string>? describe)
    {
        foreach (string file in RuleFolders.Expand(paths))
            Load(file);
        bool isValid = _results.TrueForAll(result => result.IsSuccessful);
        string? description = isValid ? describe?.Invoke() : null;
        if (isJson)
            terminal.Print(RuleLoadResultJson.WriteAll(_results, description) + "\n");
        else
            terminal.Print($"{_summary}\n{(description is null ? "" : "\n" + description)}");
        return isValid ? 0 : throw new CommandException(_summary.ToString());
    }

    private void Load(string file)
    {
        RuleLoadResult result = loader.Load(file, RuleFiles.Read(file));
        if (loader.CheckPluginRequirements() is { } missing)
            throw new CommandException(missing);
        _results.Add(result);
        _summary.Append(_summary.Length > 0 ? "\n" : "");
        if (!result.IsSuccessful || result.Warnings.Count == 0)
        {
            _summary.Append(RuleLoadResultText.Write(result));
            return;
        }

        // Warnings go to the log only.
        _summary.Append(file).Append(": Ok, with warnings");
        terminal.Log(LogSeverity.Warning, RuleLoadResultText.Write(result) + "\n");
    }
}
