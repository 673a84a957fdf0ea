namespace Falco.Conformance;

/// <summary>No recorded line is left out: what is not compared is named, with the reason.</summary>
public sealed class EveryLine
{
    [Fact]
    public void Of_the_recordings_of_conditions_is_compared() => AssertCompared(
        "filter",
        FilterParse.CompareTrees,
        FilterParse.ComparePrinting,
        FilterParse.CompareEscapes,
        FilterParse.CompareEventTypes,
        FilterCompile.CompareCompiling,
        FilterCompile.CompareMockedChecks,
        FilterCompile.CompareTransformers);

    [Fact]
    public void Of_the_recordings_of_rule_files_is_compared() => AssertCompared(
        "rules",
        FilterParse.CompareTrees,
        FilterParse.CompareEventTypes,
        FilterCompile.CompareCompiling,
        RulesSyntax.CompareMacros,
        RulesSyntax.CompareDetails,
        RulesSyntax.CompareWarnings,
        RulesLoad.CompareResults,
        RulesLoad.CompareRules,
        RulesLoad.CompareDescriptions,
        RulesLoad.CompareRequirements,
        RulesSelection.CompareRuleSets,
        RulesSelection.CompareEnabling);

    private static void AssertCompared(string folder, params Action<Differences>[] comparisons)
    {
        Differences differences = new();
        foreach (Action<Differences> compare in comparisons)
            compare(differences);
        differences.AssertEveryLine(folder);
    }
}
