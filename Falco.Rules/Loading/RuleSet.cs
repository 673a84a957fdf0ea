namespace Falco.Rules.Loading;

/// <summary>Rules that are judged together. Immutable; an engine swaps one for another between two events.</summary>
public sealed class RuleSet
{
    internal RuleSet(IReadOnlyList<Rule> rules, long revision)
    {
        Rules = rules;
        Revision = revision;
    }

    /// <summary>All rules that compiled, in the order of definition, enabled or not.</summary>
    public IReadOnlyList<Rule> Rules { get; }

    /// <summary>
    /// Grows with every set that a loader makes, and from one loader to the next that goes on from
    /// <see cref="RuleLoaderOptions.PreviousRevision"/>.
    /// </summary>
    public long Revision { get; }
}
