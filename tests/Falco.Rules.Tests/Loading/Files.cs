using Falco.Rules.Language;
using Falco.Rules.Loading;

namespace Falco.Rules.Tests.Loading;

/// <summary>Rule files in tests.</summary>
internal static class Files
{
    /// <summary>A rule with what every rule needs.</summary>
    public static string Rule(string name, string condition, string more = "") =>
        $"- rule: {name}\n  desc: d\n  condition: {condition}\n  output: o\n  priority: INFO\n{more}";

    /// <summary>Loads files into one loader.</summary>
    public static (RuleLoader Loader, RuleLoadResult Last) Load(params string[] contents)
    {
        RuleLoader loader = new(new RuleLoaderOptions { AppendOutput = [] });
        RuleLoadResult? last = null;
        foreach (string content in contents)
            last = loader.Load("f.yaml", content);
        return (loader, last!);
    }

    /// <summary>The condition of the only rule, once lists and macros are replaced.</summary>
    public static string Condition(params string[] contents)
    {
        (RuleLoader loader, RuleLoadResult last) = Load(contents);
        Assert.True(last.IsSuccessful, last.ToString());
        return ByteText.ToText(ConditionPrinter.Print(Assert.Single(loader.Compilation.Rules).Condition));
    }

    /// <summary>The error of the last file.</summary>
    public static string Error(params string[] contents)
    {
        (_, RuleLoadResult last) = Load(contents);
        return $"{last.Errors.Single().Code} {last.Errors.Single().Message}";
    }

    /// <summary>The warnings of the last file.</summary>
    public static IEnumerable<string> Warnings(params string[] contents) => Load(contents).Last.Warnings.Select(warning => warning.Code);
}
