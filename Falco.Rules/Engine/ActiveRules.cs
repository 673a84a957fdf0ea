using Falco.Core.Events;
using Falco.Rules.Compilation.Graph;
using Falco.Rules.Loading;

namespace Falco.Rules.Engine;

/// <summary>A rule set as an engine uses it: which rules are on, compiled, with their counts.</summary>
internal sealed class ActiveRules
{
    // Written by the source's thread only.
    private readonly long[] _counts;

    private ActiveRules(RuleSet set, CompiledRuleSet compiled)
    {
        Set = set;
        Compiled = compiled;
        _counts = new long[compiled.Rules.Length];
    }

    public RuleSet Set { get; }

    public CompiledRuleSet Compiled { get; }

    public static ActiveRules Compile(RuleSet set, RuleEngineOptions options)
    {
        IEnumerable<Rule> rules = set.Rules.Where(rule => rule.Source == options.Source);
        return new ActiveRules(set, RuleSetCompiler.Compile(RuleSwitchboard.Enabled(rules, options.Selections), options.Source));
    }

    /// <summary>The system calls that the enabled rules name.</summary>
    public SyscallSet Syscalls => Compiled.Rules.Aggregate(SyscallSet.Empty, (all, rule) => all.Union(rule.Syscalls));

    /// <summary>Counts an alert of a rule and returns the rule.</summary>
    public Rule Count(int index)
    {
        _counts[index]++;
        return Compiled.Rules[index];
    }

    public IEnumerable<KeyValuePair<Rule, long>> AlertsByRule()
    {
        Dictionary<Rule, long> counts = new(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < _counts.Length; i++)
            counts.Add(Compiled.Rules[i], Volatile.Read(ref _counts[i]));
        foreach (Rule rule in Set.Rules)
        {
            if (counts.TryGetValue(rule, out long count) && count > 0)
                yield return new KeyValuePair<Rule, long>(rule, count);
        }
    }
}
