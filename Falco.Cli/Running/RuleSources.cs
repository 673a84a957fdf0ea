using Falco.Hosting.Loading;
using Falco.Rules.Loading;

namespace Falco.Cli.Running;

/// <summary>Where a run's rules come from.</summary>
/// <param name="Paths">Files and folders.</param>
internal sealed record RuleSources(IReadOnlyList<string> Paths)
{
    /// <summary>Whether nothing was named, so that the rules are those that are built in.</summary>
    public bool IsBuiltIn { get; init; }

    /// <summary>Reads the files in the order of loading.</summary>
    /// <exception cref="CommandException">A file cannot be read, or there is none.</exception>
    public List<RuleFile> Read()
    {
        if (IsBuiltIn)
            return [new RuleFile(BuiltInRules.DefaultName, BuiltInRules.Default)];
        List<string> files = RuleFolders.Expand(Paths);
        return files.Count > 0
            ? files.ConvertAll(file => new RuleFile(file, RuleFiles.Read(file)))
            : throw new CommandException("You must specify at least one rules file/directory via -r or a rules_file entry in falco.yaml");
    }
}
