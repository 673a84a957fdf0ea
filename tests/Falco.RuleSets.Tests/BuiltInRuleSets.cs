using Falco.Rules.Loading;

namespace Falco.RuleSets.Tests;

/// <summary>The built-in rule sets as they are loaded: the incubating one upon the default.</summary>
internal static class BuiltInRuleSets
{
    public static IReadOnlyList<RuleFile> Files { get; } =
    [
        new(BuiltInRules.DefaultName, BuiltInRules.Default),
        new(BuiltInRules.IncubatingName, BuiltInRules.Incubating),
    ];

    /// <summary>Loads the first files.</summary>
    /// <param name="count">How many.</param>
    public static RuleLoader Load(int count = 2)
    {
        RuleLoader loader = new();
        foreach (RuleFile file in Files.Take(count))
            Assert.True(loader.Load(file.Name, file.Content).IsSuccessful, file.Name);
        return loader;
    }
}
