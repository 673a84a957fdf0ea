using Falco.Testing.Support;

namespace Falco.Testing.Tests;

public sealed class SampleTests
{
    [Fact]
    public void The_samples_pass()
    {
        RuleTestSuite suite = RuleTestSuite.Load(Path.Combine(Repository.Root, "samples", "rule-tests"));

        Assert.Empty(suite.Diagnostics);
        Assert.NotEmpty(suite.Tests);
        Assert.All(suite.Run(), static result => result.ThrowIfFailed());
    }

    [Fact]
    public void Each_rule_of_the_samples_has_a_true_case_and_a_false_one()
    {
        IReadOnlyList<RuleTestCase> tests = RuleTestSuite.Load(Path.Combine(Repository.Root, "samples", "rule-tests")).Tests;

        Assert.Equal(tests.SelectMany(test => test.MustRaise).Distinct().Order(), tests.SelectMany(test => test.MustNotRaise).Distinct().Order());
    }
}
