namespace Falco.Testing.Coverage;

/// <summary>Which outcomes of the comparisons in conditions tests have seen: what no test has made true, or false, is not tested.</summary>
/// <param name="Rules">The rules, in the order of their names.</param>
public sealed record ConditionCoverage(IReadOnlyList<RuleCoverage> Rules)
{
    /// <summary>The share of outcomes that have been seen, in percent; 100 if there are none.</summary>
    public double Percent
    {
        get
        {
            int possible = Rules.Sum(static rule => rule.Possible);
            return possible == 0 ? 100 : 100.0 * Rules.Sum(static rule => rule.Seen) / possible;
        }
    }
}
