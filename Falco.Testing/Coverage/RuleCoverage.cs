namespace Falco.Testing.Coverage;

/// <summary>What the tests have made of a rule's condition.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Predicates">Its comparisons, in order.</param>
public sealed record RuleCoverage(string Rule, IReadOnlyList<PredicateCoverage> Predicates)
{
    /// <summary>The outcomes that have been seen.</summary>
    public int Seen => Predicates.Sum(static predicate => predicate.Outcomes);

    /// <summary>The outcomes that can be seen: each comparison can hold or not.</summary>
    public int Possible => Predicates.Count * 2;
}
