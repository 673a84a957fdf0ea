using System.Text.RegularExpressions;
using Falco.Cli.Tests.Running;
using Falco.Core.Applications;
using Falco.Core.Fields;
using Falco.Hosting.Configuration;
using Falco.Rules.Analysis;
using Falco.Rules.Diagnostics;
using Falco.Rules.Formatting;
using Falco.Rules.Loading;
using Falco.Testing;
using Falco.Testing.Support;

namespace Falco.Cli.Tests;

/// <summary>docs/diagnostics.md: an entry for every code, whose example raises it.</summary>
public sealed partial class DiagnosticDocumentTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "diagnostics.md"));

    // An application's source, beside that of system calls.
    private static readonly RuleLoaderOptions Options = new()
    {
        Sources = new Dictionary<string, IFieldResolver>
        {
            ["syscall"] = FieldCatalog.For("syscall"),
            ["web"] = new ApplicationSource<object>("web", "request", "response")
                .Number("http.status", "the status", static _ => 200, "response")
                .CreateCatalog(),
        },
    };

    public static TheoryData<string> Codes => [.. DiagnosticCode.All.Select(code => code.Name)];

    [Fact]
    public void The_page_has_the_codes_of_the_table_in_the_order_of_the_table() =>
        Assert.Equal(DiagnosticCode.All.Select(code => code.Name), Heading().Matches(Text).Select(match => match.Groups[1].Value));

    [Theory]
    [MemberData(nameof(Codes))]
    public void An_entry_has_a_cause_an_example_and_a_remedy_in_this_order(string code) =>
        Assert.Matches(@"(?s)^\*\*Cause\.\*\* \S.*\n```\w+\n.+\n```\n.*\*\*Remedy\.\*\* \S", EntryOf(code));

    [Theory]
    [MemberData(nameof(Codes))]
    public void The_example_of_an_entry_raises_its_code(string code)
    {
        Match example = Example().Match(EntryOf(code));
        IEnumerable<Diagnostic> raised = Raise(example.Groups[1].Value, example.Groups[2].Value);
        Assert.Contains(code, raised.Select(diagnostic => diagnostic.Code));
    }

    private static IEnumerable<Diagnostic> Raise(string language, string content) => language switch
    {
        "yaml" => RuleLint.Check([new RuleFile("example.yaml", content)], Options).Concat(FormattingProblem(content)),
        "config" => ConfigurationLoader.Load(new ConfigurationSource { Text = content }).Diagnostics,
        "test" => LoadTests(content),
        "override" => ConfigurationLoader.Load(new ConfigurationSource { Text = "{}", Overrides = [content.Trim()] }).Diagnostics,
        _ => throw new ArgumentException($"An example cannot be {language}.", nameof(language)),
    };

    private static IEnumerable<Diagnostic> FormattingProblem(string content) =>
        RuleFormatter.Format("example.yaml", content).Problem is { } problem ? [problem] : [];

    private static IReadOnlyList<Diagnostic> LoadTests(string content)
    {
        using TemporaryFolder folder = new();
        return RuleTestSuite.Load(folder.Write("example.test.yaml", content)).Diagnostics;
    }

    private static string EntryOf(string code)
    {
        string[] entries = Text.Split($"\n## {code}\n\n");
        Assert.Equal(2, entries.Length);
        return entries[1].Split("\n## ")[0];
    }

    [GeneratedRegex("^## (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"```(\w+)\n(.+?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
