using Falco.Testing;
using Falco.Testing.Support;

namespace Falco.RuleSets.Tests.RuleTests;

/// <summary>The tests of the built-in rules, which stand beside them in <c>rules/tests</c>.</summary>
public sealed class RuleTestFileTests
{
    private static readonly RuleTestSuite Suite = RuleTestSuite.Load(Path.Combine(Repository.Root, "rules", "tests"));

    public static TheoryData<string> Names => [.. Suite.Tests.Select(NameOf)];

    [Fact]
    public void Nothing_is_wrong_with_the_files() => Assert.Empty(Suite.Diagnostics.Select(diagnostic => diagnostic.ToString()));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_test_passes(string name) => Suite.Tests.Single(test => NameOf(test) == name).Run().ThrowIfFailed();

    [Fact]
    public void Every_rule_has_a_test_in_which_it_must_come_and_one_in_which_it_must_not()
    {
        string[] rules = [.. BuiltInRuleSets.Load().Build().Rules.Select(rule => rule.Name)];

        // Names of hosts are not looked up in test files.
        Assert.Equal([ApiServerTests.Rule], rules.Except(Suite.Tests.SelectMany(test => test.MustRaise)));
        Assert.Empty(rules.Except(Suite.Tests.SelectMany(test => test.MustNotRaise)));
    }

    private static string NameOf(RuleTestCase test) => $"{Path.GetFileName(test.File)}: {test.Name}";
}
