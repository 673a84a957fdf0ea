using System.Text.RegularExpressions;
using Falco.Testing.Support;

namespace Falco.Testing.Tests;

/// <summary>What docs/testing-rules.md shows is understood.</summary>
public sealed partial class DocumentTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "testing-rules.md"));

    public static TheoryData<int> Snippets => [.. Enumerable.Range(0, Yaml().Count(Text))];

    [Fact]
    public void The_first_example_passes_with_the_rules_of_the_sample()
    {
        using TestFolder folder = new();
        folder.Write("shells.yaml", File.ReadAllText(Path.Combine(Repository.Root, "samples", "rule-tests", "shells.yaml")));
        RuleTestSuite suite = RuleTestSuite.Load(folder.Write("shells.test.yaml", Yaml().Match(Text).Groups[1].Value));

        Assert.Empty(suite.Diagnostics);
        Assert.Equal(2, suite.Tests.Count);
        Assert.All(suite.Run(), static result => result.ThrowIfFailed());
    }

    [Theory]
    [MemberData(nameof(Snippets))]
    public void Every_snippet_is_understood(int number)
    {
        string snippet = Yaml().Matches(Text)[number].Groups[1].Value;
        if (snippet.StartsWith("rules:", StringComparison.Ordinal))
            return;
        string events = snippet.StartsWith('-') ? "events:\n" + snippet : snippet;
        string given = events.StartsWith("given:", StringComparison.Ordinal) ? "" : "given: { processes: [{ name: nginx, pid: 10 }] }\n";
        using TestFolder folder = new();
        folder.Write("rules.yaml", TestFolder.Rules
            + "- rule: Directory traversal\n  desc: x\n  condition: evt.type = open\n  output: x\n  priority: INFO\n"
            + "- rule: Read sensitive file untrusted\n  desc: x\n  condition: evt.type = open\n  output: x\n  priority: INFO\n");
        RuleTestSuite suite = folder.Load("  - name: snippet\n    " + (given + events).Replace("\n", "\n    ", StringComparison.Ordinal));

        Assert.Empty(suite.Diagnostics);
        Assert.Single(suite.Tests);
    }

    [GeneratedRegex(@"```yaml\n(.+?)```", RegexOptions.Singleline)]
    private static partial Regex Yaml();
}
