using Falco.AspNetCore;
using Falco.Core.Fields;
using Falco.Rules.Loading;

namespace Falco.Documentation.Tests;

/// <summary>What the documentation shows is right: C# compiles, rules load.</summary>
public sealed class SnippetTests
{
    private const string UponDefaultRules = "default rules";

    public static TheoryData<int, string> CSharp => Of("csharp");

    // The examples of the table of diagnostics are wrong on purpose; the tests of Falco.Rules hold them to their codes.
    public static TheoryData<int, string> Rules => Of("yaml", static snippet =>
        snippet.Text.Split('\n').Any(static line => line.StartsWith("- rule:", StringComparison.Ordinal)) && snippet.File != Path.Combine("docs", "diagnostics.md"));

    [Theory]
    [MemberData(nameof(CSharp))]
    public void An_example_in_csharp_compiles(int index, string place)
    {
        IReadOnlyList<string> errors = CSharpSnippets.Compile(Snippet.All[index]);

        Assert.True(errors.Count == 0, $"{place}\n{string.Join('\n', errors)}");
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void An_example_of_rules_loads_without_a_word(int index, string place)
    {
        RuleLoader loader = new(new RuleLoaderOptions
        {
            Sources = new Dictionary<string, IFieldResolver> { ["syscall"] = FieldCatalog.For("syscall"), [HttpCatalog.Source] = HttpCatalog.Create() },
        });

        if (Snippet.All[index].Setting == UponDefaultRules)
            loader.Load(BuiltInRules.DefaultName, BuiltInRules.Default);
        RuleLoadResult result = loader.Load(place, Snippet.All[index].Text);

        Assert.True(result.Diagnostics.Count == 0, result.ToString());
    }

    [Fact]
    public void Every_block_says_its_language()
    {
        Assert.DoesNotContain(Snippet.All, static snippet => snippet.Language.Length == 0);
    }

    private static TheoryData<int, string> Of(string language, Func<Snippet, bool>? selects = null)
    {
        TheoryData<int, string> data = [];
        for (int i = 0; i < Snippet.All.Count; i++)
        {
            if (Snippet.All[i].Language == language && selects?.Invoke(Snippet.All[i]) != false)
                data.Add(i, Snippet.All[i].ToString());
        }

        return data;
    }
}
