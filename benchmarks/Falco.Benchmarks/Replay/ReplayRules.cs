using System.Diagnostics.CodeAnalysis;
using Falco.Rules.Loading;

namespace Falco.Benchmarks.Replay;

/// <summary>The rules of a replay: those of the files that were named, else the built-in ones.</summary>
internal sealed class ReplayRules
{
    private ReplayRules(RuleSet set)
    {
        Set = set;
    }

    public RuleSet Set { get; }

    public int Count => Set.Rules.Count(rule => rule.IsEnabled);

    public static bool TryLoad(IReadOnlyList<string> files, [NotNullWhen(true)] out ReplayRules? rules, out string error)
    {
        rules = null;
        var loader = new RuleLoader();
        (string Name, string Content)[] contents = files.Count == 0
            ? [(BuiltInRules.DefaultName, BuiltInRules.Default)]
            : [.. files.Select(file => (file, File.ReadAllText(file)))];
        foreach ((string name, string content) in contents)
        {
            RuleLoadResult result = loader.Load(name, content);
            if (!result.IsSuccessful)
            {
                error = $"{name}: {string.Join('\n', result.Errors.Select(item => item.Message))}";
                return false;
            }
        }

        rules = new ReplayRules(loader.Build());
        error = "";
        return true;
    }
}
