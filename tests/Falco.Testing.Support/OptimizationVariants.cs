using System.Collections;
using Falco.Rules.Engine;

namespace Falco.Testing.Support;

/// <summary>The ways of judging that must all give the same verdicts: everything on, everything off, and each by itself off.</summary>
public sealed class OptimizationVariants : IEnumerable<object[]>
{
    /// <inheritdoc/>
    public IEnumerator<object[]> GetEnumerator()
    {
        yield return [RuleOptimizations.All];
        yield return [RuleOptimizations.None];
        foreach (RuleOptimizations one in Enum.GetValues<RuleOptimizations>())
        {
            if (one is not (RuleOptimizations.All or RuleOptimizations.None))
                yield return [RuleOptimizations.All & ~one];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
