using Falco.Rules.Engine;

namespace Falco.Testing;

/// <summary>What a test gave.</summary>
/// <param name="Test">The test.</param>
/// <param name="Failures">What was expected and did not come, and what came unexpected; each may have several lines. Empty if it passed.</param>
/// <param name="Alerts">The alerts that came.</param>
/// <param name="Duration">How long it took.</param>
public sealed record RuleTestResult(
    RuleTestCase Test, IReadOnlyList<string> Failures, IReadOnlyList<Alert> Alerts, TimeSpan Duration)
{
    /// <summary>Whether nothing is wrong.</summary>
    public bool HasPassed => Failures.Count == 0;

    /// <summary>The failures in one text.</summary>
    public string Explanation => string.Join('\n', Failures);

    /// <summary>Throws if the test failed: what an assertion of any test framework needs.</summary>
    /// <exception cref="RuleTestException">The test failed.</exception>
    public void ThrowIfFailed()
    {
        if (!HasPassed)
            throw new RuleTestException($"{Test}\n{Explanation}");
    }
}
